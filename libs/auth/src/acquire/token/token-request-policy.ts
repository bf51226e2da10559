/** Limits of one exchange with the issuer; MSAL itself has none. */
export interface TokenRequestPolicy {
  /** Of each attempt, from the first byte sent to the last byte read. Default 5 s. */
  readonly attemptTimeoutMs: number;
  /** More attempts within one request. Behind it stands the token provider's own back-off. Default 1. */
  readonly retries: number;
  /** Before each further attempt. Default 250 ms. */
  readonly retryDelayMs: number;
  /** An attempt whose answer asks for a longer pause than this is not repeated here. Default 1 s. */
  readonly maxInlineRetryAfterMs: number;
  /** Discovery is about 2 KB, a token answer rarely more than 10. Default 256 KiB. */
  readonly maxResponseBytes: number;
}

export const TOKEN_REQUEST_POLICY: TokenRequestPolicy = {
  attemptTimeoutMs: 5_000,
  retries: 1,
  retryDelayMs: 250,
  maxInlineRetryAfterMs: 1_000,
  maxResponseBytes: 256 * 1024,
};
