/**
 * The `code` of an operating system's, OpenSSL's or undici's error (`ECONNREFUSED`), or an empty string. Read by
 * shape: such errors can come from another realm, where `instanceof Error` is false.
 */
export function systemCodeOf(error: unknown): string {
  const code = propertyOf(error, 'code');
  return typeof code === 'string' ? code : '';
}

/** What `AbortSignal.timeout` aborts with. */
export function isTimeout(error: unknown): boolean {
  return propertyOf(error, 'name') === 'TimeoutError';
}

/** A property of an error that may be of any class, or no error at all. */
export function propertyOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
