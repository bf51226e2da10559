/** When a token is renewed, and how a failing issuer is asked again. */
export interface RefreshPolicy {
  /** Renewed in the background after this share of its life, unless the issuer says when (`refresh_in`)… Default 0.8. */
  readonly refreshAfterShareOfLife: number;
  /** …earlier by up to this share, so that replicas started together do not ask together. Default 0.05. */
  readonly jitterShareOfLife: number;
  /** Pause after the first failure; doubles with each further one. Default 1 s. */
  readonly initialBackoffMs: number;
  /** The longest pause between two attempts. Default 30 s. */
  readonly maxBackoffMs: number;
  /** `Retry-After` is honoured up to here: a wrong header must not put a service to sleep for a day. Default 10 min. */
  readonly maxRetryAfterMs: number;
  /**
   * A refused token (401) is replaced at most this often: an API that refuses every token must not cause a flood.
   * Default 10 s.
   */
  readonly minReplacementIntervalMs: number;
  /** After a 403 a fresh token is fetched at most this often: a role granted meanwhile shows only in a new one. Default 60 s. */
  readonly minDistrustIntervalMs: number;
}

export const REFRESH_POLICY: RefreshPolicy = {
  refreshAfterShareOfLife: 0.8,
  jitterShareOfLife: 0.05,
  initialBackoffMs: 1_000,
  maxBackoffMs: 30_000,
  maxRetryAfterMs: 10 * 60_000,
  minReplacementIntervalMs: 10_000,
  minDistrustIntervalMs: 60_000,
};

/** Milliseconds after its arrival at which a token is renewed. */
export function refreshTime(
  lifetimeMs: number,
  refreshInMs: number | undefined,
  policy: RefreshPolicy,
): number {
  const preferred = refreshInMs ?? lifetimeMs * policy.refreshAfterShareOfLife;
  return Math.max(0, preferred - Math.random() * lifetimeMs * policy.jitterShareOfLife);
}

/** Milliseconds until the next attempt, after `failures` failed ones. */
export function backoff(failures: number, retryAfterMs = 0, policy: RefreshPolicy): number {
  const exponential = Math.min(policy.initialBackoffMs * 2 ** (failures - 1), policy.maxBackoffMs);
  return Math.max(exponential, Math.min(retryAfterMs, policy.maxRetryAfterMs));
}
