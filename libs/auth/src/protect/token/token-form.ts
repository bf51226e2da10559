import { InvalidTokenError } from '../errors/auth.error.js';

/**
 * Node refuses more than 16 KiB of headers by default; this bound holds where a server was told to take more.
 * Entra's largest tokens (200 groups) have about 11,000 characters.
 */
export const MAX_TOKEN_LENGTH = 16_384;

/**
 * Checks that a token is a JWS in its compact form (RFC 7515 §7.1) and in its only spelling, and returns its encoded
 * header. Decoders take padding, "+", "/" and stray bits for granted: the same signature would then have many
 * spellings, and a token that was altered would still be accepted.
 *
 * @throws {@link InvalidTokenError}
 */
export function encodedHeaderOf(token: string): string {
  if (token.length > MAX_TOKEN_LENGTH) throw new InvalidTokenError('AUTH_TOKEN_TOO_LARGE');
  const [header, payload, signature, ...more] = token.split('.');
  if (!isOnlySpelling(header) || !isOnlySpelling(payload) || !isOnlySpelling(signature) || more.length > 0) {
    throw new InvalidTokenError('AUTH_TOKEN_MALFORMED');
  }
  return header;
}

/** The bytes of the payload of a token that {@link encodedHeaderOf} has found to be one. */
export function payloadOf(token: string): Buffer {
  return Buffer.from(token.slice(token.indexOf('.') + 1, token.lastIndexOf('.')), 'base64url');
}

/** What comes back when its bytes are encoded again has no other spelling: asked of native code, not of a pattern. */
function isOnlySpelling(segment: string | undefined): segment is string {
  return !!segment && Buffer.from(segment, 'base64url').toString('base64url') === segment;
}
