import { InvalidTokenError } from '../errors/auth.error.js';

/**
 * Node refuses more than 16 KiB of headers by default; this bound holds where a server was told to take more.
 * Entra's largest tokens (200 groups) have about 11,000 characters.
 */
export const MAX_TOKEN_LENGTH = 16_384;

const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** What the last character of a base64url text may be when its length leaves 2 or 3 characters over. */
const CANONICAL_LAST = { 2: 'AQgw', 3: 'AEIMQUYcgkosw048' } as const;

/**
 * Checks that a token is a JWS in its compact form (RFC 7515 §7.1) and in its only spelling, and returns its encoded
 * header. Decoders take padding, "+", "/" and stray bits for granted: the same signature would then have many
 * spellings, and a token that was altered would still be accepted.
 *
 * @throws {@link InvalidTokenError}
 */
export function encodedHeaderOf(token: string): string {
  if (token.length > MAX_TOKEN_LENGTH) throw new InvalidTokenError('AUTH_TOKEN_TOO_LARGE');
  if (!COMPACT_JWS.test(token)) throw new InvalidTokenError('AUTH_TOKEN_MALFORMED');
  if (!token.split('.').every(isCanonical)) throw new InvalidTokenError('AUTH_TOKEN_MALFORMED');
  return token.slice(0, token.indexOf('.'));
}

/** The bytes of the payload of a token that {@link encodedHeaderOf} has found to be one. */
export function payloadOf(token: string): Buffer {
  return Buffer.from(token.slice(token.indexOf('.') + 1, token.lastIndexOf('.')), 'base64url');
}

function isCanonical(segment: string): boolean {
  const over = segment.length % 4;
  if (over === 0) return true;
  return over !== 1 && CANONICAL_LAST[over as 2 | 3].includes(segment.charAt(segment.length - 1));
}
