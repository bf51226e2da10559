import { type AuthErrorCode } from '../../../src/protect/index.js';

/** What each refusal looks like on the wire: written out here, so that a change of the table shows. */
export const wire: Partial<Record<AuthErrorCode, readonly [status: number, title: string, error?: string]>> =
  {
    AUTH_TOKEN_MISSING: [401, 'An access token is required'],
    AUTH_REQUEST_MALFORMED: [400, 'The Authorization header is malformed', 'invalid_request'],
    AUTH_TOKEN_TOO_LARGE: [401, 'The access token is too large', 'invalid_token'],
    AUTH_TOKEN_MALFORMED: [401, 'The access token is malformed', 'invalid_token'],
    AUTH_TOKEN_ALGORITHM: [401, 'The access token is not signed as required', 'invalid_token'],
    AUTH_TOKEN_HEADER: [401, 'The access token has an unsupported header', 'invalid_token'],
    AUTH_KEY_UNKNOWN: [401, 'The signing key of the access token is unknown', 'invalid_token'],
    AUTH_SIGNATURE_INVALID: [401, 'The signature of the access token is invalid', 'invalid_token'],
    AUTH_CLAIMS_AMBIGUOUS: [401, 'The access token is ambiguous', 'invalid_token'],
    AUTH_TOKEN_V1: [401, 'The access token has the wrong version', 'invalid_token'],
    AUTH_ISSUER_MISMATCH: [401, 'The access token has another issuer', 'invalid_token'],
    AUTH_TENANT_MISMATCH: [401, 'The access token belongs to another tenant', 'invalid_token'],
    AUTH_AUDIENCE_MISMATCH: [401, 'The access token is meant for another API', 'invalid_token'],
    AUTH_TOKEN_TIMES: [401, 'The access token has no valid lifetime', 'invalid_token'],
    AUTH_TOKEN_EXPIRED: [401, 'The access token has expired', 'invalid_token'],
    AUTH_TOKEN_NOT_YET_VALID: [401, 'The access token is not valid yet', 'invalid_token'],
    AUTH_ID_TOKEN: [401, 'This is an ID token, not an access token', 'invalid_token'],
    AUTH_TOKEN_BOUND: [401, 'The access token is bound to a key', 'invalid_token'],
    AUTH_CLIENT_MISSING: [401, 'The access token names no client', 'invalid_token'],
    AUTH_OBJECT_MISSING: [401, 'The access token names no principal', 'invalid_token'],
    AUTH_CALLER_KIND: [401, 'The access token is neither for an application nor for a user', 'invalid_token'],
    AUTH_ROLES_MISSING: [403, 'The caller has no permission for this API', 'insufficient_scope'],
    AUTH_ROLE_REQUIRED: [403, 'The application lacks an app role', 'insufficient_scope'],
    AUTH_SCOPE_REQUIRED: [403, 'The token lacks a scope', 'insufficient_scope'],
    AUTH_USER_ROLE_REQUIRED: [403, 'The user lacks an app role', 'insufficient_scope'],
    AUTH_APPLICATION_REQUIRED: [403, 'Only applications may call this', 'insufficient_scope'],
    AUTH_USER_REQUIRED: [403, 'Only users may call this', 'insufficient_scope'],
    AUTH_CALLER_NOT_ALLOWED: [403, 'This application may not call this API', 'insufficient_scope'],
  };
