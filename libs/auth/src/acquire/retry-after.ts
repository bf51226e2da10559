/**
 * Milliseconds that a `Retry-After` header asks for (RFC 9110 section 10.2.3: seconds or a date), or `undefined` when
 * it is absent or malformed.
 */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
