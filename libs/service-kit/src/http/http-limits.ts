/**
 * What this service reads and waits for, from anybody. Each is far above what an honest caller needs and far
 * below what would hurt.
 */
export const httpLimits = {
  /** An order of a few hundred lines is some 20 KiB. */
  bodyBytes: 128 * 1024,
  /** All headers of a request; an Entra token with its groups stays below 10 KiB. */
  headerBytes: 16 * 1024,
  /** The longest path parameter that is routed. */
  pathParameterCharacters: 256,
  /** To send the headers. Node's default is a minute, which is how Slowloris holds a server. */
  headersTimeoutMs: 10_000,
  /** To send the whole request. */
  requestTimeoutMs: 15_000,
  /** Longer than the 60 s of common load balancers, so that it is they who close an idle connection. */
  keepAliveTimeoutMs: 72_000,
  /** To answer. Past it the caller gets 503, and the handler's `request.signal` is aborted. */
  handlerTimeoutMs: 30_000,
} as const;
