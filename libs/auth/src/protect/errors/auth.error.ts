import { HttpException } from '@nestjs/common';
import { type AuthErrorCode, type AuthErrorCodeOf, authErrorCodes } from './auth-error-codes.js';

/**
 * A refused request. Its body is an RFC 9457 problem, its `challenge` what RFC 6750 wants in `WWW-Authenticate`.
 * Only fixed text from {@link authErrorCodes} reaches the caller.
 */
export abstract class AuthError extends HttpException {
  protected constructor(
    /** Stable: branch on it, alert on it. Its meaning and remedy are in {@link authErrorCodes}. */
    readonly code: AuthErrorCode,
    options?: ErrorOptions,
  ) {
    const { status, title } = authErrorCodes[code];
    super({ type: 'about:blank', title, status, code }, status, options);
    this.name = new.target.name;
    this.message = `${code}: ${title}`;
  }

  /** The parameters of the `Bearer` challenge besides the realm, or nothing where no challenge belongs. */
  abstract readonly challenge: Readonly<Record<string, string>> | undefined;
}

/**
 * No token: "the resource server SHOULD NOT include an error code or other error information" (RFC 6750 §3.1).
 */
export class TokenMissingError extends AuthError {
  readonly challenge = {};

  /** @internal The guard throws it. */
  constructor() {
    super('AUTH_TOKEN_MISSING');
  }
}

/** The request "uses more than one method for including an access token, or is otherwise malformed" (RFC 6750 §3.1). */
export class MalformedRequestError extends AuthError {
  readonly challenge = {
    error: 'invalid_request',
    error_description: authErrorCodes.AUTH_REQUEST_MALFORMED.title,
  };

  /** @internal The guard throws it. */
  constructor() {
    super('AUTH_REQUEST_MALFORMED');
  }
}

/** The token "is expired, revoked, malformed, or invalid for other reasons" (RFC 6750 §3.1). */
export class InvalidTokenError extends AuthError {
  readonly challenge;

  /** @internal The guard throws it. */
  constructor(
    code: Exclude<AuthErrorCodeOf<401>, 'AUTH_TOKEN_MISSING'>,
    /** What the token says instead, for the log; only of a verified token, and never a person's datum. */
    readonly received?: string,
  ) {
    super(code);
    this.challenge = { error: 'invalid_token', error_description: authErrorCodes[code].title };
  }
}

/** "The request requires higher privileges than provided by the access token" (RFC 6750 §3.1). */
export class InsufficientScopeError extends AuthError {
  readonly challenge;

  /** @internal The guard throws it. */
  constructor(
    code: AuthErrorCodeOf<403>,
    /** The app roles or scopes that would have been enough. */
    readonly needed: readonly string[] = [],
  ) {
    super(code);
    this.challenge = {
      error: 'insufficient_scope',
      error_description: authErrorCodes[code].title,
      ...(needed.length > 0 && { scope: needed.join(' ') }),
    };
  }
}

/** The token could not be judged: never 401, which would make clients throw good tokens away. */
export class KeysUnavailableError extends AuthError {
  readonly challenge = undefined;

  /** @internal The guard throws it. */
  constructor(
    /** What `Retry-After` says. */
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super('AUTH_KEYS_UNAVAILABLE', options);
  }
}

/** The guard itself failed. It fails closed. */
export class AuthInternalError extends AuthError {
  readonly challenge = undefined;

  /** @internal The guard throws it. */
  constructor(cause: unknown) {
    super('AUTH_INTERNAL', { cause });
  }
}

/** Anything that was thrown on the way to a decision, as a refusal. */
export function asAuthError(cause: unknown): AuthError {
  return cause instanceof AuthError ? cause : new AuthInternalError(cause);
}
