/**
 * SQLSTATEs by which PostgreSQL says "not now" rather than "not so": connection trouble (class 08), too few resources
 * (53), shutting down or starting up (57P), and what our own time limits ended.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OUTAGE_STATES = /^(08|53|57P)|^(57014|55P03|25P03)$/;

const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'ENOTFOUND']);

/** What pg and its pool throw without any code, as of pg 8.23. */
const UNCODED_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/;

/**
 * Whether a query failed because the database is away or too busy, so that the same query may succeed later. Asked
 * by shape and not by `instanceof`: a socket's errors come from Node's own realm, which is not that of a test.
 */
export function isDatabaseOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string') return OUTAGE_STATES.test(code) || NETWORK_CODES.has(code);
  return typeof message === 'string' && UNCODED_MESSAGES.test(message);
}
