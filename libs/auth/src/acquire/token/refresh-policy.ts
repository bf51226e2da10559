/** When a token is renewed, and how a failing issuer is asked again. Change the behaviour here and nowhere else. */
export const REFRESH_POLICY = {
  /** Renewed in the background after this share of its life, unless the issuer says when (`refresh_in`)… */
  refreshAfterShareOfLife: 0.8,
  /** …earlier by up to this share, so that replicas started together do not ask together. */
  jitterShareOfLife: 0.05,
  /** Pause after the first failure; doubles with each further one. */
  initialBackoffMs: 1_000,
  maxBackoffMs: 30_000,
  /** `Retry-After` is honoured up to here: a wrong header must not put a service to sleep for a day. */
  maxRetryAfterMs: 10 * 60_000,
  /** A refused token (401) is replaced at most this often: an API that refuses every token must not cause a flood. */
  minReplacementIntervalMs: 10_000,
  /** After a 403 a fresh token is fetched at most this often: a role granted meanwhile shows only in a new one. */
  minDistrustIntervalMs: 60_000,
} as const;

export type RefreshPolicy = { readonly [K in keyof typeof REFRESH_POLICY]: number };

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
