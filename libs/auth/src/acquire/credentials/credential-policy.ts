const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How often the place that holds the credential is asked. */
export const CREDENTIAL_POLICY = {
  /** A refused credential is read again at most this often: a permanently wrong one must not become a flood of reads. */
  minRereadIntervalMs: 30_000,
  /** New versions are looked for this often, whether or not the old one was refused. */
  pollIntervalMs: 30 * MINUTE_MS,
  /** An operator is warned when less than this is left, once per step. */
  expiryWarningsMs: [30 * DAY_MS, 7 * DAY_MS, DAY_MS, 0],
} as const;

export type CredentialPolicy = Readonly<{
  [K in keyof typeof CREDENTIAL_POLICY]: (typeof CREDENTIAL_POLICY)[K] extends number
    ? number
    : readonly number[];
}>;
