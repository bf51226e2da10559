/**
 * When signing keys are fetched and how long they are trusted: Microsoft's published numbers.
 * (https://learn.microsoft.com/entra/identity-platform/signing-key-rollover)
 */
export interface KeyPolicy {
  /** How long keys may be used after they were last confirmed. During an outage they are the last known good; after it, 503. */
  readonly lifetimeSeconds: number;
  /** How often they are fetched again in the background. No request waits for it. */
  readonly refreshIntervalSeconds: number;
  /** Up to this share is added to the interval at random, so that instances do not ask in step. */
  readonly refreshJitter: number;
  /** After a fetch for an unknown `kid` that brought no new key: how long unknown keys are refused without asking. */
  readonly unknownKeyCooldownSeconds: number;
  /** After a failed fetch: how long until the next, doubled with every further failure. */
  readonly firstRetrySeconds: number;
  /** The doubling ends here. */
  readonly longestRetrySeconds: number;
  /** How long one fetch may take, from connecting to the last byte. */
  readonly fetchTimeoutMs: number;
  /** The largest document that is read. Entra's has some 20 KiB. */
  readonly maxDocumentBytes: number;
}

/** Of {@link EntraApiOptions.keys}, where they say nothing else. */
export const defaultKeyPolicy: KeyPolicy = {
  lifetimeSeconds: 24 * 60 * 60,
  refreshIntervalSeconds: 60 * 60,
  refreshJitter: 0.1,
  unknownKeyCooldownSeconds: 5 * 60,
  firstRetrySeconds: 1,
  longestRetrySeconds: 30,
  fetchTimeoutMs: 5_000,
  maxDocumentBytes: 1024 * 1024,
};
