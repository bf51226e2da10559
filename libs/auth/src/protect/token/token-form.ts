import { InvalidTokenError } from '../errors/auth.error.js';
import { bytesOf } from './base64url.js';

/**
 * Node refuses more than 16 KiB of headers by default; this bound holds where a server was told to take more.
 * Entra's largest tokens (200 groups) have about 11,000 characters.
 */
export const MAX_TOKEN_LENGTH = 16_384;

/** The parts of a JWS that are looked into; the signature is passport-jwt's matter. */
export interface TokenForm {
  /** As it came: `token-header.ts` checks its spelling too. */
  readonly encodedHeader: string;
  readonly payload: Buffer;
}

/**
 * Takes a JWS in its compact form (RFC 7515 §7.1) apart, and checks that payload and signature are in their only
 * spelling.
 *
 * @throws {@link InvalidTokenError}
 */
export function tokenFormOf(token: string): TokenForm {
  if (token.length > MAX_TOKEN_LENGTH) throw new InvalidTokenError('AUTH_TOKEN_TOO_LARGE');
  const [encodedHeader, encodedPayload, signature, ...more] = token.split('.');
  const payload = bytesOf(encodedPayload);
  if (!encodedHeader || !payload || !bytesOf(signature) || more.length > 0) {
    throw new InvalidTokenError('AUTH_TOKEN_MALFORMED');
  }
  return { encodedHeader, payload };
}
