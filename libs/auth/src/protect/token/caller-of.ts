import { type CallerIdentity } from '../caller.js';
import { type EntraClaims, type UncheckedClaims } from './entra-claims.js';

/**
 * Who a token speaks for, or nothing if that is not clear. `idtyp` says it, where the API asked for that optional
 * claim; else Microsoft's documented fallback: a user's token has `scp`, and in an app-only token `oid` is `sub`.
 * (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference)
 */
export function callerKindOf({ idtyp, scp, oid, sub }: UncheckedClaims): CallerIdentity['kind'] | undefined {
  if (scp !== undefined && typeof scp !== 'string') return undefined;
  switch (idtyp) {
    case 'app':
      return scp === undefined ? 'application' : undefined;
    case 'user':
      return 'user';
    case undefined:
      if (scp !== undefined) return 'user';
      return oid === sub ? 'application' : undefined;
    default:
      return undefined;
  }
}

/** The caller of an accepted token, deeply frozen. */
export function callerOf(claims: UncheckedClaims & EntraClaims): CallerIdentity {
  const identity = { tenantId: claims.tid, clientId: claims.azp, objectId: claims.oid };
  const roles = rolesIn(claims.roles);
  return callerKindOf(claims) === 'application'
    ? Object.freeze({ kind: 'application', ...identity, roles })
    : Object.freeze({ kind: 'user', ...identity, scopes: scopesIn(claims.scp), roles });
}

/** Entra sends a list of strings. Anything else grants nothing: a string would match parts of itself. */
function rolesIn(roles: unknown): readonly string[] {
  return Object.freeze(isListOfStrings(roles) ? [...roles] : []);
}

function scopesIn(scp = ''): readonly string[] {
  return Object.freeze(scp.split(' ').filter((scope) => scope !== ''));
}

function isListOfStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
