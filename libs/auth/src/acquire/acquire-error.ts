import {
  type AcquireErrorCode,
  type AuthorityErrorCode,
  type CallErrorCode,
  type CredentialErrorCode,
  type TokenErrorCode,
} from './error-codes.js';

/** What an {@link AcquireError} may know besides. */
export interface AcquireErrorOptions extends ErrorOptions {
  /** Milliseconds after which another try may succeed; absent where waiting does not help or nobody said. */
  readonly retryAfterMs?: number | undefined;
}

/** Everything that can go wrong between "I want a token" and "here is the other API's answer". */
export abstract class AcquireError<Code extends AcquireErrorCode = AcquireErrorCode> extends Error {
  /** Milliseconds after which another try may succeed; `undefined` where waiting does not help or nobody said. */
  readonly retryAfterMs: number | undefined;

  constructor(
    /** Stable: branch on it, document it, alert on it. Listed in `ACQUIRE_ERRORS` with its remedy. */
    readonly code: Code,
    message: string,
    hint?: AcquireErrorOptions,
  ) {
    super(`${code}: ${message}`, hint?.cause === undefined ? undefined : { cause: hint.cause });
    this.name = new.target.name;
    this.retryAfterMs = hint?.retryAfterMs;
  }
}

/** No token can be had: `TOKEN_…`. Thrown by {@link TokenProvider.getToken} and {@link ApiClient.request}. */
export class TokenError extends AcquireError<TokenErrorCode> {}

/** The credential that proves who we are cannot be loaded or is not usable: `CREDENTIAL_…`. Keeps the service from starting. */
export class CredentialError extends AcquireError<CredentialErrorCode> {}

/** The other API gave no usable answer: `CALL_…`. Thrown by {@link ApiClient.request}. */
export class ApiCallError extends AcquireError<CallErrorCode> {}

/** The authority cannot be used as it is configured, or not at the moment: `AUTHORITY_…`. Thrown at boot. */
export class AuthorityError extends AcquireError<AuthorityErrorCode> {}

/** For logs and metrics: the stable code, else what kind of error it is. */
export function errorCodeOf(error: unknown): string {
  if (error instanceof AcquireError) return (error as AcquireError).code;
  return error instanceof Error ? error.name : 'unknown';
}
