/** The `code` of an operating system's, OpenSSL's or undici's error (`ECONNREFUSED`), or an empty string. */
export function systemCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What `AbortSignal.timeout` aborts with. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
