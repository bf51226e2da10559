/**
 * What can be the value of an app role or a scope: no spaces, as `scp` separates by them, and none of the characters
 * that RFC 6750 keeps out of the `scope` of a challenge (§3: %x21 / %x23-5B / %x5D-7E). Entra allows 250 characters.
 */
const PERMISSION_NAME = /^[\x21\x23-\x5b\x5d-\x7e]{1,250}$/;

export function isPermissionName(value: unknown): boolean {
  return typeof value === 'string' && PERMISSION_NAME.test(value);
}
