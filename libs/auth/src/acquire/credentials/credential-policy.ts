const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How often the place that holds the credential is asked. */
export interface CredentialPolicy {
  /**
   * A refused credential is read again at most this often: a permanently wrong one must not become a flood of reads.
   * Default 30 s.
   */
  readonly minRereadIntervalMs: number;
  /** New versions are looked for this often, whether or not the old one was refused. Default 30 min. */
  readonly pollIntervalMs: number;
  /** An operator is warned when less than this is left, once per step. Default 30, 7, 1 and 0 days. */
  readonly expiryWarningsMs: readonly number[];
}

export const CREDENTIAL_POLICY: CredentialPolicy = {
  minRereadIntervalMs: 30_000,
  pollIntervalMs: 30 * MINUTE_MS,
  expiryWarningsMs: [30 * DAY_MS, 7 * DAY_MS, DAY_MS, 0],
};
