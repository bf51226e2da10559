/** Limits of one exchange with the issuer; MSAL itself has none. */
export const TOKEN_REQUEST_POLICY = {
  /** Of each attempt, from the first byte sent to the last byte read. */
  attemptTimeoutMs: 5_000,
  /** More attempts within one request. Behind it stands the token provider's own back-off. */
  retries: 1,
  retryDelayMs: 250,
  /** An attempt whose answer asks for a longer pause than this is not repeated here. */
  maxInlineRetryAfterMs: 1_000,
  /** Discovery is about 2 KB, a token answer rarely more than 10. */
  maxResponseBytes: 256 * 1024,
} as const;

export type TokenRequestPolicy = { readonly [K in keyof typeof TOKEN_REQUEST_POLICY]: number };
