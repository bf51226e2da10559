/** One way in which a request is refused. */
export interface AuthErrorEntry {
  readonly status: 400 | 401 | 403 | 500 | 503;
  /** What the caller is told: fixed text, so that nothing a caller sent can travel back in it. */
  readonly title: string;
  /** What it means. For the log and the documentation, never for the wire. */
  readonly meaning: string;
  /** How to mend it. For the log and the documentation. */
  readonly remedy: string;
}

/**
 * Every refusal of the guard. The table is the documentation: `docs/error-codes.md` is made from it, and a code keeps
 * its meaning once it is published. What is told about a token's claims is told only after its signature was verified.
 */
export const authErrorCodes = {
  AUTH_TOKEN_MISSING: {
    status: 401,
    title: 'An access token is required',
    meaning: 'The request has no bearer token in its Authorization header.',
    remedy:
      'Send "Authorization: Bearer <token>". Tokens in the query or the body are ignored on purpose: they end up in logs.',
  },
  AUTH_REQUEST_MALFORMED: {
    status: 400,
    title: 'The Authorization header is malformed',
    meaning:
      'There is more than one Authorization header, or something other than one token behind "Bearer".',
    remedy:
      'Send exactly one Authorization header with exactly one token; look for a proxy that adds its own.',
  },
  AUTH_TOKEN_TOO_LARGE: {
    status: 401,
    title: 'The access token is too large',
    meaning: 'The token is longer than 16,384 characters and was not read.',
    remedy: 'Emit app roles instead of groups ("groupMembershipClaims" in the manifest of the API).',
  },
  AUTH_TOKEN_MALFORMED: {
    status: 401,
    title: 'The access token is malformed',
    meaning:
      'It is not a JWS of three base64url parts that hold JSON objects with unique names: an opaque token, an encrypted one, or a damaged one.',
    remedy: 'Request the token for this API: scope "api://<client id>/.default". Do not cut or re-encode it.',
  },
  AUTH_TOKEN_ALGORITHM: {
    status: 401,
    title: 'The access token is not signed as required',
    meaning: 'The header names another algorithm than RS256, or none.',
    remedy: 'Take the token from Entra as it is: Entra signs access tokens with RS256 only.',
  },
  AUTH_TOKEN_HEADER: {
    status: 401,
    title: 'The access token has an unsupported header',
    meaning:
      'The header has "crit" or "b64", which would change how the token is read, or a "typ" other than JWT or at+jwt.',
    remedy: 'Send an access token, not a logout, DPoP or other kind of JWT.',
  },
  AUTH_KEY_UNKNOWN: {
    status: 401,
    title: 'The signing key of the access token is unknown',
    meaning:
      'No usable signing key of the tenant has the "kid" of this token: another tenant or cloud, a withdrawn or unusable key, or no token of Entra at all.',
    remedy:
      'Compare the tenant that issued the token with ENTRA_TENANT_ID and the cloud with ENTRA_AUTHORITY_HOST; look for "signing key ignored" in the log.',
  },
  AUTH_SIGNATURE_INVALID: {
    status: 401,
    title: 'The signature of the access token is invalid',
    meaning: 'The signature does not fit the content and the key: altered, truncated or forged.',
    remedy: 'Send the token unchanged. A token for Microsoft Graph can never be verified by another API.',
  },
  AUTH_CLAIMS_AMBIGUOUS: {
    status: 401,
    title: 'The access token is ambiguous',
    meaning: 'A claim occurs twice, or beside a claim whose name differs only in case.',
    remedy: 'Remove claims-mapping policies that emit names of standard claims.',
  },
  AUTH_TOKEN_V1: {
    status: 401,
    title: 'The access token has the wrong version',
    meaning: 'The claim "ver" is not 2.0: the token follows the v1 format.',
    remedy:
      'Set "api.requestedAccessTokenVersion" to 2 in the manifest of this API. The API decides, not the endpoint that the client calls.',
  },
  AUTH_ISSUER_MISMATCH: {
    status: 401,
    title: 'The access token has another issuer',
    meaning: 'The claim "iss" is not exactly the issuer of the configured tenant.',
    remedy:
      'Compare "iss" with ENTRA_TENANT_ID and ENTRA_AUTHORITY_HOST; set ENTRA_ISSUER if the issuer is known by another address.',
  },
  AUTH_TENANT_MISMATCH: {
    status: 401,
    title: 'The access token belongs to another tenant',
    meaning: 'The claim "tid" is not the tenant that "iss" stands for.',
    remedy: 'None: Entra never issues such a token.',
  },
  AUTH_AUDIENCE_MISMATCH: {
    status: 401,
    title: 'The access token is meant for another API',
    meaning: 'The claim "aud" is not the client id of this API, nor one of its further audiences.',
    remedy:
      'Request the scope "api://<client id of this API>/.default". Never accept the audience of another API instead.',
  },
  AUTH_TOKEN_TIMES: {
    status: 401,
    title: 'The access token has no valid lifetime',
    meaning:
      'One of "exp", "nbf" and "iat" is missing, is not a whole number of seconds, or contradicts the others.',
    remedy: 'None: Entra always sends all three.',
  },
  AUTH_TOKEN_EXPIRED: {
    status: 401,
    title: 'The access token has expired',
    meaning: 'The time of "exp" has passed, tolerance included.',
    remedy: 'Fetch a new token. If it is new, compare the clocks of both machines (NTP).',
  },
  AUTH_TOKEN_NOT_YET_VALID: {
    status: 401,
    title: 'The access token is not valid yet',
    meaning: 'The time of "nbf" or "iat" lies ahead by more than the tolerance.',
    remedy: 'Compare the clocks of both machines (NTP).',
  },
  AUTH_ID_TOKEN: {
    status: 401,
    title: 'This is an ID token, not an access token',
    meaning:
      'The token has "nonce", "at_hash" or "c_hash": it tells a client who signed in, and opens no API.',
    remedy: 'Send the access token of the same response.',
  },
  AUTH_TOKEN_BOUND: {
    status: 401,
    title: 'The access token is bound to a key',
    meaning: 'The token has "cnf" and must come with a proof of possession, which this guard cannot check.',
    remedy: 'Request a bearer token.',
  },
  AUTH_CLIENT_MISSING: {
    status: 401,
    title: 'The access token names no client',
    meaning: 'The claim "azp" is missing or not a GUID: every v2 access token has it, ID tokens do not.',
    remedy: 'Send an access token of Entra v2.',
  },
  AUTH_OBJECT_MISSING: {
    status: 401,
    title: 'The access token names no principal',
    meaning: 'The claim "oid" is missing or not a GUID: the client has no service principal in this tenant.',
    remedy: 'Create the enterprise application of the client: grant it admin consent in this tenant.',
  },
  AUTH_CALLER_KIND: {
    status: 401,
    title: 'The access token is neither for an application nor for a user',
    meaning:
      'Neither "idtyp" nor "scp" nor "oid" = "sub" say who calls, or they contradict each other: possibly an ID token.',
    remedy: 'Add the optional claim "idtyp" to the access tokens of this API.',
  },
  AUTH_ROLES_MISSING: {
    status: 403,
    title: 'The caller has no permission for this API',
    meaning:
      'The token has neither app roles nor scopes. Entra issues such tokens to every client of the tenant: they prove nothing.',
    remedy:
      'Grant an app role of this API to the client and give admin consent; roles assigned to a group do not reach applications. Then fetch a new token.',
  },
  AUTH_ROLE_REQUIRED: {
    status: 403,
    title: 'The application lacks an app role',
    meaning: 'The application holds app roles, but not those that the route needs.',
    remedy: 'Grant the app role that the challenge names, with admin consent, and fetch a new token.',
  },
  AUTH_SCOPE_REQUIRED: {
    status: 403,
    title: 'The token lacks a scope',
    meaning:
      'The user has not consented to any of the scopes that the route needs, or the client did not ask for them.',
    remedy: 'Request one of the scopes that the challenge names.',
  },
  AUTH_USER_ROLE_REQUIRED: {
    status: 403,
    title: 'The user lacks an app role',
    meaning: 'The scope is there, but the user holds none of the app roles that the route needs besides.',
    remedy: 'Assign one of the app roles to the user, or to a group of the user.',
  },
  AUTH_APPLICATION_REQUIRED: {
    status: 403,
    title: 'Only applications may call this',
    meaning:
      "A user's token came to a route for applications. A user's role never satisfies an app permission.",
    remedy: 'Call with an app-only token (client credentials).',
  },
  AUTH_USER_REQUIRED: {
    status: 403,
    title: 'Only users may call this',
    meaning: 'An app-only token came to a route for signed-in users.',
    remedy: 'Call with a delegated token (authorization code, on-behalf-of).',
  },
  AUTH_CALLER_NOT_ALLOWED: {
    status: 403,
    title: 'This application may not call this API',
    meaning: 'The client id ("azp") of the application is not on the list of allowed callers.',
    remedy: 'Add it to ENTRA_ALLOWED_CALLERS if it should be.',
  },
  AUTH_ROUTE_UNDECLARED: {
    status: 403,
    title: 'Nobody may call this',
    meaning: 'The route says nowhere who may call it. Such a route normally fails the boot.',
    remedy: 'Decorate the handler or its class with @Roles, @Scopes or @Public.',
  },
  AUTH_CONTEXT_UNSUPPORTED: {
    status: 403,
    title: 'Only HTTP requests can be authorized',
    meaning:
      'The guard was asked about a message of another transport (RPC, WebSocket, GraphQL subscription).',
    remedy: 'Protect other transports with a guard of their own; this one refuses what it cannot check.',
  },
  AUTH_KEYS_UNAVAILABLE: {
    status: 503,
    title: 'Access tokens cannot be verified at the moment',
    meaning:
      'The signing keys could not be fetched, and none that may still be used are at hand. The token may be good.',
    remedy: 'Look for "signing keys" in the log: DNS, proxy, TLS trust or an outage of the issuer.',
  },
  AUTH_INTERNAL: {
    status: 500,
    title: 'The request could not be authorized',
    meaning: 'The guard itself failed; the request was refused. This is a defect.',
    remedy: 'Report it with the cause that the log holds.',
  },
} as const satisfies Record<`AUTH_${string}`, AuthErrorEntry>;

/** The stable code of a refusal, for programs: it is in the body, in the log and in the metrics. */
export type AuthErrorCode = keyof typeof authErrorCodes;

/** The codes that are answered with one of the given statuses. */
export type AuthErrorCodeOf<Status extends AuthErrorEntry['status']> = {
  [Code in AuthErrorCode]: (typeof authErrorCodes)[Code]['status'] extends Status ? Code : never;
}[AuthErrorCode];
