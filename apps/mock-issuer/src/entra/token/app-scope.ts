import { type Directory } from '../../directory/directory.js';
import { type Application } from '../../directory/directory.schema.js';
import { EntraError } from '../entra-error.js';

const suffix = '/.default';

export interface AppScope {
  readonly resource: Application;
  readonly requestedResource: string;
}

/** An application asks for all that it was granted at one resource, never for single permissions. */
export function appScope(directory: Directory, scope: string): AppScope {
  if (!scope.endsWith(suffix) || scope.includes(' ')) throw new EntraError(1002012, { scope });
  const requestedResource = scope.slice(0, -suffix.length);
  const resource = directory.resource(requestedResource);
  if (!resource)
    throw new EntraError(500011, { resource: requestedResource, tenant: directory.tenant.displayName });
  return { resource, requestedResource };
}
