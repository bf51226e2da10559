import { Injectable } from '@nestjs/common';
import { Addresses } from '../addresses.js';
import { MockClock } from '../clock.js';
import { type ClientCredential, ClientCredentials } from '../directory/client-credentials.js';
import { Directory } from '../directory/directory.js';
import { Faults } from '../faults/faults.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { VaultSecrets } from '../vault/vault-secrets.js';

/** One picture of the tenant for the control API and the dashboard. No secret is in it. */
@Injectable()
export class TenantOverview {
  constructor(
    private readonly addresses: Addresses,
    private readonly directory: Directory,
    private readonly credentials: ClientCredentials,
    private readonly keys: SigningKeys,
    private readonly vault: VaultSecrets,
    private readonly faults: Faults,
    private readonly clock: MockClock,
  ) {}

  show() {
    const { tenant, roleAssignments } = this.directory;
    const { applications, managedIdentities, users, consents } = this.directory.table;
    return {
      issuer: this.addresses.issuer(tenant.id),
      tenant,
      clock: { now: this.clock.now(), offsetSeconds: this.clock.offsetSeconds },
      applications: applications.map(({ key, displayName, clientId, appRoles, delegatedScopes }) => ({
        key,
        displayName,
        clientId,
        appRoles: appRoles.map((role) => role.value),
        delegatedScopes,
        credentials: this.credentials.of(key).map((credential) => this.#credential(credential)),
      })),
      managedIdentities,
      users,
      consents,
      roleAssignments,
      keys: this.keys.list().map(({ kid, state, createdAt }) => ({ kid, state, createdAt })),
      vault: this.vault.list().map(({ name, contentType, expires }) => ({
        name,
        contentType,
        expires,
        versions: this.vault.versions(name).length,
      })),
      faults: this.faults.list(),
    };
  }

  #credential(credential: ClientCredential) {
    const { kind, keyId, displayName, expiresAt } = credential;
    // Entra shows the first three characters of a secret, so that people can tell theirs
    const hint = kind === 'secret' ? `${credential.value.slice(0, 3)}…` : credential.sha1Thumbprint;
    return { kind, keyId, displayName, hint, expiresAt, expired: this.credentials.isExpired(credential) };
  }
}
