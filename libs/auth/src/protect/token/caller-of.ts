import { type CallerIdentity } from '../caller.js';
import { type EntraClaims, type UncheckedClaims } from './entra-claims.js';
import { type InternedLists } from './interned-lists.js';

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
export function callerOf(claims: UncheckedClaims & EntraClaims, lists: InternedLists): CallerIdentity {
  // name by name: what follows a spread, V8 keeps in a second object, and each request would wait for that one too
  const { tid: tenantId, azp: clientId, oid: objectId } = claims;
  const roles = lists.intern(rolesIn(claims.roles));
  return callerKindOf(claims) === 'application'
    ? Object.freeze({ kind: 'application', tenantId, clientId, objectId, roles })
    : Object.freeze({
        kind: 'user',
        tenantId,
        clientId,
        objectId,
        scopes: lists.intern(scopesIn(claims.scp)),
        roles,
      });
}

/** Entra sends a list of strings. Anything else grants nothing: a string would match parts of itself. */
function rolesIn(roles: unknown): readonly string[] {
  return isListOfStrings(roles) ? roles : [];
}

function scopesIn(scp = ''): readonly string[] {
  return scp.split(' ').filter((scope) => scope !== '');
}

function isListOfStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
