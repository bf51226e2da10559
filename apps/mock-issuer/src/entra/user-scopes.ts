import { type Directory } from '../directory/directory.js';
import { type Application } from '../directory/directory.schema.js';
import { EntraError } from './entra-error.js';

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);
const graph = 'https://graph.microsoft.com';

/** What a sign-in asks for: OpenID's own scopes, and permissions at one resource. */
export interface UserScopes {
  readonly openId: readonly string[];
  readonly resource: Application;
  readonly requestedResource: string;
  /** Permissions by short name; `.default` stands for everything that was consented to. */
  readonly permissions: readonly string[];
}

/** @throws {EntraError} 70011, 28000, 500011 or 650053 */
export function parseUserScopes(directory: Directory, client: Application, scope: string): UserScopes {
  const requested = scope.split(/\s+/).filter(Boolean);
  const openId = requested.filter((name) => openIdScopes.has(name));
  const permissions = requested.filter((name) => !openIdScopes.has(name)).map(splitPermission);
  const resources = new Set(permissions.map(({ resource }) => resource));
  if (resources.size > 1) throw new EntraError(28000, { scope });
  // a sign-in that names no resource gets a token for Microsoft Graph
  const [requestedResource = graph] = resources;
  const resource = directory.resource(requestedResource);
  if (!resource)
    throw new EntraError(500011, { resource: requestedResource, tenant: directory.tenant.displayName });
  for (const { name } of permissions)
    if (name !== '.default' && !resource.delegatedScopes.includes(name))
      throw new EntraError(650053, {
        clientName: client.displayName,
        scope: name,
        resource: resource.displayName,
      });
  return { openId, resource, requestedResource, permissions: permissions.map(({ name }) => name) };
}

/** `api://…/Orders.Read` is a permission of `api://…`; a bare name is one of Microsoft Graph. */
function splitPermission(scope: string): { resource: string; name: string } {
  const slash = scope.lastIndexOf('/');
  if (slash === -1) return { resource: graph, name: scope };
  const [resource, name] = [scope.slice(0, slash), scope.slice(slash + 1)];
  if (resource === '' || name === '') throw new EntraError(70011, { scope });
  return { resource, name };
}

/** What of the request the directory grants to this client in this user's name. */
export function grantedPermissions(
  directory: Directory,
  client: Application,
  userKey: string,
  { resource, permissions, openId }: UserScopes,
): string[] {
  if (resource.identifierUris.includes(graph)) return openId.filter((name) => name !== 'offline_access');
  const consented = directory.consentedScopes(userKey, client.key, resource.key);
  return permissions.includes('.default')
    ? consented
    : consented.filter((name) => permissions.includes(name));
}
