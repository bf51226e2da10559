import { isGuid } from '../../entra/guid.js';
import { InvalidTokenError } from '../errors/auth.error.js';
import { callerKindOf } from './caller-of.js';
import { type EntraClaims, type UncheckedClaims } from './entra-claims.js';
import { hasExpired, isLifetime, isNotYetValid, type Moment } from './lifetime.js';

/** What a token is held against. */
export interface Expectation extends Moment {
  readonly issuer: string;
  readonly tenantId: string;
  readonly audiences: ReadonlySet<unknown>;
}

interface ClaimCheck {
  readonly claim: string;
  readonly code: ConstructorParameters<typeof InvalidTokenError>[0];
  readonly holds: (claims: UncheckedClaims, expected: Expectation) => boolean;
}

/**
 * Every claim that is checked, in this order; the first that fails names the refusal. The version comes first, as a v1
 * token also has another issuer and audience, and only "v1" tells how to mend it.
 * (https://learn.microsoft.com/entra/identity-platform/claims-validation)
 */
const claimChecks: readonly ClaimCheck[] = [
  { claim: 'ver', code: 'AUTH_TOKEN_V1', holds: ({ ver }) => ver === '2.0' },
  { claim: 'iss', code: 'AUTH_ISSUER_MISMATCH', holds: ({ iss }, { issuer }) => iss === issuer },
  { claim: 'tid', code: 'AUTH_TENANT_MISMATCH', holds: ({ tid }, { tenantId }) => tid === tenantId },
  // a list of audiences is refused even if we are on it: Entra sends one, and a shared token is a deputy's confusion
  { claim: 'aud', code: 'AUTH_AUDIENCE_MISMATCH', holds: ({ aud }, { audiences }) => audiences.has(aud) },
  { claim: 'exp', code: 'AUTH_TOKEN_TIMES', holds: (claims) => isLifetime(claims) },
  { claim: 'exp', code: 'AUTH_TOKEN_EXPIRED', holds: ({ exp }, at) => !hasExpired(Number(exp), at) },
  { claim: 'nbf', code: 'AUTH_TOKEN_NOT_YET_VALID', holds: ({ nbf }, at) => !isNotYetValid(Number(nbf), at) },
  { claim: 'iat', code: 'AUTH_TOKEN_NOT_YET_VALID', holds: ({ iat }, at) => !isNotYetValid(Number(iat), at) },
  { claim: 'nonce', code: 'AUTH_ID_TOKEN', holds: (c) => !('nonce' in c || 'at_hash' in c || 'c_hash' in c) },
  { claim: 'cnf', code: 'AUTH_TOKEN_BOUND', holds: (claims) => !('cnf' in claims) },
  { claim: 'azp', code: 'AUTH_CLIENT_MISSING', holds: ({ azp }) => isGuid(azp) },
  { claim: 'oid', code: 'AUTH_OBJECT_MISSING', holds: ({ oid }) => isGuid(oid) },
  { claim: 'idtyp', code: 'AUTH_CALLER_KIND', holds: (claims) => callerKindOf(claims) !== undefined },
];

/** Claims whose value may stand in the log beside the refusal: addresses and ids of applications, nothing about people. */
const LOGGABLE: ReadonlySet<string> = new Set([
  'ver',
  'iss',
  'tid',
  'aud',
  'exp',
  'nbf',
  'iat',
  'azp',
  'idtyp',
]);
const MAX_LOGGED_LENGTH = 120;

/**
 * @throws {@link InvalidTokenError} with the code of the first check that does not hold
 */
export function assertClaims(
  claims: UncheckedClaims,
  expected: Expectation,
): asserts claims is UncheckedClaims & EntraClaims {
  for (const { claim, code, holds } of claimChecks) {
    if (!holds(claims, expected)) throw new InvalidTokenError(code, received(claim, claims[claim]));
  }
}

function received(claim: string, value: unknown): string | undefined {
  if (!LOGGABLE.has(claim)) return undefined;
  return `${claim}: ${value === undefined ? 'missing' : JSON.stringify(value)}`.slice(0, MAX_LOGGED_LENGTH);
}
