import { type Directory } from '../directory/directory.js';
import { EntraError } from './entra-error.js';

const guidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const dnsShape = /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const multiTenantNames = new Set(['common', 'organizations', 'consumers']);

export function isGuid(text: string): boolean {
  return guidShape.test(text);
}

/** `common` and its like stand for "the caller's own tenant". */
export function isMultiTenantName(name: string): boolean {
  return multiTenantNames.has(name.toLowerCase());
}

/** @throws {EntraError} 90002 or 900023, unless the name is that of our tenant */
export function requireTenant(directory: Directory, name: string, error?: string): void {
  if (directory.isTenant(name)) return;
  throw isGuid(name) || dnsShape.test(name)
    ? new EntraError(90002, { tenant: name }, error)
    : new EntraError(900023, { tenant: name.slice(0, 100) }, error);
}
