import { InvalidTokenError } from '../errors/auth.error.js';

/**
 * Node refuses more than 16 KiB of headers by default; this bound holds where a server was told to take more.
 * Entra's largest tokens (200 groups) have about 11,000 characters.
 */
export const MAX_TOKEN_LENGTH = 16_384;

/** The parts of a JWS that are looked into; the signature is passport-jwt's matter. */
export interface TokenForm {
  readonly encodedHeader: string;
  readonly payload: Buffer;
}

/**
 * Takes a JWS in its compact form (RFC 7515 §7.1) apart, and checks that it is in its only spelling. Decoders take
 * padding, "+", "/" and stray bits for granted: the same signature would then have many spellings, and a token that was
 * altered would still be accepted.
 *
 * @throws {@link InvalidTokenError}
 */
export function tokenFormOf(token: string): TokenForm {
  if (token.length > MAX_TOKEN_LENGTH) throw new InvalidTokenError('AUTH_TOKEN_TOO_LARGE');
  const [encodedHeader, encodedPayload, signature, ...more] = token.split('.');
  const payload = bytesOf(encodedPayload);
  if (!encodedHeader || !bytesOf(encodedHeader) || !payload || !bytesOf(signature) || more.length > 0) {
    throw new InvalidTokenError('AUTH_TOKEN_MALFORMED');
  }
  return { encodedHeader, payload };
}

/** Nothing where it has another spelling: where it is not what comes back when its bytes are encoded again. */
function bytesOf(segment: string | undefined): Buffer | undefined {
  if (!segment) return undefined;
  const bytes = Buffer.from(segment, 'base64url');
  return bytes.toString('base64url') === segment ? bytes : undefined;
}
