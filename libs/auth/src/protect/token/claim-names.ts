import { isUtf8 } from 'node:buffer';
import { InvalidTokenError } from '../errors/auth.error.js';
import { type UncheckedClaims } from './entra-claims.js';
import { hasRepeatedName } from './json-names.js';

/** The claims that decide. Another spelling of one of them (`TID`) is as good as a second one (as in Microsoft.IdentityModel). */
const DECISIVE: ReadonlySet<string> = new Set([
  ...['ver', 'iss', 'tid', 'aud', 'exp', 'nbf', 'iat', 'nonce', 'at_hash', 'c_hash', 'cnf'],
  ...['azp', 'oid', 'sub', 'idtyp', 'scp', 'roles'],
]);

/**
 * Checks that every claim has one meaning. `claims` is what passport-jwt made of the payload; the names are counted in
 * the text itself, as a parsed object no longer shows what was there twice.
 *
 * @throws {@link InvalidTokenError}
 */
export function assertUnambiguous(payload: Buffer, claims: unknown): asserts claims is UncheckedClaims {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims) || !isUtf8(payload)) {
    throw new InvalidTokenError('AUTH_TOKEN_MALFORMED');
  }
  if (hasRepeatedName(payload.toString('utf8'), claims) || Object.keys(claims).some(isMisspelt)) {
    throw new InvalidTokenError('AUTH_CLAIMS_AMBIGUOUS');
  }
}

function isMisspelt(name: string): boolean {
  return !DECISIVE.has(name) && DECISIVE.has(name.toLowerCase());
}
