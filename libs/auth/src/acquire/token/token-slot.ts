import { TokenError } from '../acquire-error.js';
import { AccessToken } from './access-token.js';
import { isApplicationScope } from './application-scope.js';
import { type IssuedToken } from './issued-token.js';
import { backoff, refreshTime, type RefreshPolicy } from './refresh-policy.js';

export interface HeldToken {
  readonly token: AccessToken;
  /** Resolved once: a warm call allocates nothing. */
  readonly ready: Promise<AccessToken>;
  readonly issuedAt: number;
  readonly refreshAt: number;
}

/** Everything known about one scope. */
export interface TokenSlot {
  readonly scope: string;
  held: HeldToken | undefined;
  /** The one request on its way, whoever waits for it. */
  flight: Promise<AccessToken> | undefined;
  failures: number;
  lastFailure: Error | undefined;
  /** No request before this time. */
  notBefore: number;
  /** An API answered 403: see whether a fresh token helps. */
  distrusted: boolean;
  /** When a token was last replaced ahead of its time. */
  replacedAt: number;
}

/** @throws {@link TokenError} `TOKEN_SCOPE_INVALID` */
export function openSlot(scope: string): TokenSlot {
  if (!isApplicationScope(scope)) {
    throw new TokenError(
      'TOKEN_SCOPE_INVALID',
      `'${scope}' is not of the form <application id URI>/.default.`,
    );
  }
  return {
    scope,
    held: undefined,
    flight: undefined,
    failures: 0,
    lastFailure: undefined,
    notBefore: -Infinity,
    distrusted: false,
    replacedAt: -Infinity,
  };
}

/** The token at hand, until it really expires. */
export function usableToken(slot: TokenSlot, now: number): HeldToken | undefined {
  return slot.held && now < slot.held.token.expiresAt ? slot.held : undefined;
}

export function keep(
  slot: TokenSlot,
  { value, lifetimeMs, refreshInMs }: IssuedToken,
  now: number,
  policy: RefreshPolicy,
): AccessToken {
  const token = new AccessToken(value.reveal(), now + lifetimeMs);
  const refreshAt = now + refreshTime(lifetimeMs, refreshInMs, policy);
  slot.held = { token, ready: Promise.resolve(token), issuedAt: now, refreshAt };
  slot.failures = 0;
  slot.lastFailure = undefined;
  slot.notBefore = -Infinity;
  slot.distrusted = false;
  return token;
}

export function recordFailure(slot: TokenSlot, failure: Error, now: number, policy: RefreshPolicy): void {
  const retryAfterMs = failure instanceof TokenError ? failure.retryAfterMs : undefined;
  slot.failures += 1;
  slot.lastFailure = failure;
  slot.notBefore = now + backoff(slot.failures, retryAfterMs, policy);
}
