import { fulfillmentProblem } from '../fulfillment-problems.js';

/** Long enough for any UUID, ULID or hash; short enough for an index. */
const MAX_KEY_LENGTH = 128;

/**
 * The key of an `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header-07 section 2.1).
 *
 * The draft makes it a structured-field string, that is `"…"` in double quotes (RFC 8941 section 3.3.3). Most clients
 * send it bare, so that is understood too, and means the same key. Several headers are refused: Node joins them
 * with a comma, which neither form allows.
 */
export function parseIdempotencyKey(header: string | readonly string[] | undefined): string {
  if (header === undefined || header.length === 0) throw fulfillmentProblem('IDEMPOTENCY_KEY_MISSING');
  const key = typeof header === 'string' ? (quoted(header) ?? bare(header)) : undefined;
  if (key === undefined || key.length > MAX_KEY_LENGTH) {
    const detail = `One key of 1 to ${MAX_KEY_LENGTH} visible ASCII characters, preferably a UUID in double quotes.`;
    throw fulfillmentProblem('IDEMPOTENCY_KEY_INVALID', { detail });
  }
  return key;
}

/** sf-string without parameters. `\"` and `\\` are the only escapes. */
function quoted(header: string): string | undefined {
  const body = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"$/.exec(header)?.[1];
  return body?.replace(/\\(["\\])/g, '$1');
}

/** Visible ASCII without what would make it a list, a parameter or half a quoted string. */
function bare(header: string): string | undefined {
  return /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(header) ? header : undefined;
}
