import {
  type Application,
  type DirectoryTable,
  type ManagedIdentity,
  type User,
} from './directory.schema.js';

/** Whoever can hold an app role: an application for itself, a managed identity, a user. */
export type Principal = Application | ManagedIdentity;

/** Lookups in the tenant's table, and the changes that the control API makes to its role assignments. */
export class Directory {
  readonly tenant: DirectoryTable['tenant'];
  #assignments: DirectoryTable['roleAssignments'];

  constructor(readonly table: DirectoryTable) {
    this.tenant = table.tenant;
    this.#assignments = table.roleAssignments;
  }

  get roleAssignments(): DirectoryTable['roleAssignments'] {
    return this.#assignments;
  }

  isTenant(name: string): boolean {
    return [this.tenant.id, this.tenant.domain].includes(name.toLowerCase());
  }

  application(key: string): Application | undefined {
    return this.table.applications.find((app) => app.key === key);
  }

  applicationByClientId(clientId: string): Application | undefined {
    return this.table.applications.find((app) => app.clientId === clientId.toLowerCase());
  }

  /** A resource may be named by its identifier URI or by its client id, with or without a trailing slash. */
  resource(identifier: string): Application | undefined {
    const name = identifier.replace(/\/$/, '');
    return this.table.applications.find(
      (app) => app.identifierUris.includes(name) || app.clientId === name.toLowerCase(),
    );
  }

  /** The system-assigned identity is the first of the table; a user-assigned one is named by its client id. */
  managedIdentity(clientId?: string): ManagedIdentity | undefined {
    const identities = this.table.managedIdentities;
    return clientId === undefined
      ? identities[0]
      : identities.find((one) => one.clientId === clientId.toLowerCase());
  }

  principal(key: string): Principal | User | undefined {
    return this.#principals().find((one) => one.key === key);
  }

  principalByObjectId(objectId: string): Principal | User | undefined {
    return this.#principals().find((one) => one.objectId === objectId);
  }

  user(objectId: string): User | undefined {
    return this.table.users.find((user) => user.objectId === objectId);
  }

  rolesOf(principalKey: string, resourceKey: string): string[] {
    return this.#assignments
      .filter((one) => one.principal === principalKey && one.resource === resourceKey)
      .map((one) => one.role);
  }

  consentedScopes(userKey: string, clientKey: string, resourceKey: string): string[] {
    return this.table.consents
      .filter((one) => one.user === userKey && one.client === clientKey && one.resource === resourceKey)
      .flatMap((one) => one.scopes);
  }

  grantRole(principal: string, resource: string, role: string): void {
    this.revokeRole(principal, resource, role);
    this.#assignments = [...this.#assignments, { principal, resource, role }];
  }

  revokeRole(principal: string, resource: string, role: string): void {
    this.#assignments = this.#assignments.filter(
      (one) => one.principal !== principal || one.resource !== resource || one.role !== role,
    );
  }

  /** @returns what brings back the role assignments of this moment */
  snapshot(): () => void {
    const kept = this.#assignments;
    return () => {
      this.#assignments = kept;
    };
  }

  #principals(): (Principal | User)[] {
    const { applications, managedIdentities, users } = this.table;
    return [...applications, ...managedIdentities, ...users];
  }
}
