import { AsyncLocalStorage } from 'node:async_hooks';

/** What really happened between us and the issuer. */
export interface IssuerExchange {
  /** Of the last answer. */
  status?: number;
  retryAfterMs?: number | undefined;
  /** `error_description` with its AADSTS number: for people, never for decisions. */
  description?: string | undefined;
  /** Why there was no answer: ECONNREFUSED, UNABLE_TO_VERIFY_LEAF_SIGNATURE, a time-out. */
  cause?: unknown;
}

/**
 * MSAL drops the cause of a network failure, the status of a failed discovery and every `Retry-After`. Its transport
 * writes them here, and whoever started the request reads them: one exchange per request, also when two scopes are
 * requested at once.
 */
export const issuerExchange = new AsyncLocalStorage<IssuerExchange>();
