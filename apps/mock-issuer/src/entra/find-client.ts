import { type Directory } from '../directory/directory.js';
import { type Application } from '../directory/directory.schema.js';
import { EntraError } from './entra-error.js';
import { isGuid } from './tenant.js';

/** @throws {EntraError} 700038 for what cannot be a client id, 700016 for one that nobody has */
export function findClient(directory: Directory, clientId: string): Application {
  if (!isGuid(clientId) || /^[0-]+$/.test(clientId))
    throw new EntraError(700038, { client: clientId.slice(0, 100) });
  const app = directory.applicationByClientId(clientId);
  if (!app) throw new EntraError(700016, { client: clientId, tenant: directory.tenant.displayName });
  return app;
}
