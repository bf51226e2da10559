import { randomUUID } from 'node:crypto';
import { type Json } from './token-text.js';

/** Who issues a token, to whom, and when. */
export interface Issue {
  readonly issuer: string;
  readonly tenantId: string;
  readonly audience: string;
  readonly nowSeconds: number;
}

/** An application that calls for itself. */
export interface AppToken {
  /** The app roles it was granted; none by default, as Entra does for any client of the tenant. */
  readonly roles?: readonly string[];
  readonly clientId?: string;
  readonly objectId?: string;
  /** The client id of the API; default: that of the issuer's options. */
  readonly audience?: string;
  /** How long it lives from now, in seconds; default 3599, as Entra's. */
  readonly lifetimeSeconds?: number;
  /** Further claims, or other values of the ones above; `undefined` removes a claim. */
  readonly claims?: Json;
}

/** A user, on whose behalf an application calls. */
export interface UserToken extends AppToken {
  /** The delegated scopes; none by default. */
  readonly scopes?: readonly string[];
}

/** Microsoft's documentation placeholders, as everywhere in this repository. */
export const someClientId = '22223333-cccc-4444-dddd-5555eeee6666';
const someServicePrincipalId = 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb';
const someUserId = 'bbbbbbbb-1111-2222-3333-cccccccccccc';

/** The claims of a v2 app-only token, as Entra writes them with the optional claim `idtyp`. */
export function appClaims(
  { roles, objectId = someServicePrincipalId, ...token }: AppToken,
  issue: Issue,
): Json {
  return {
    ...commonClaims(token, issue),
    azpacr: '1',
    idtyp: 'app',
    oid: objectId,
    sub: objectId,
    ...(roles && { roles }),
    ...token.claims,
  };
}

/** The claims of a v2 delegated token. Its `sub` is pairwise, so it is not `oid`. */
export function userClaims(
  { scopes, roles, objectId = someUserId, ...token }: UserToken,
  issue: Issue,
): Json {
  return {
    ...commonClaims(token, issue),
    azpacr: '0',
    name: 'Test User',
    oid: objectId,
    preferred_username: 'user@example.com',
    ...(roles && { roles }),
    ...(scopes && { scp: scopes.join(' ') }),
    sub: randomUUID(),
    ...token.claims,
  };
}

function commonClaims(token: AppToken, { issuer, tenantId, audience, nowSeconds }: Issue): Json {
  return {
    aud: token.audience ?? audience,
    iss: issuer,
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + (token.lifetimeSeconds ?? 3_599),
    aio: 'test',
    azp: token.clientId ?? someClientId,
    rh: 'test',
    tid: tenantId,
    uti: randomUUID(),
    ver: '2.0',
  };
}
