import { isUtf8 } from 'node:buffer';
import { InvalidTokenError } from '../errors/auth.error.js';
import { bytesOf } from './base64url.js';
import { hasRepeatedName } from './json-names.js';

/** What the guard takes from a token's header. Everything else in it, `jwk`, `jku`, `x5u` and `x5c` above all, is never read. */
export interface TokenHeader {
  readonly kid: string;
}

/** The longest `kid` looked up. Entra's have 27 or 43 characters. */
const MAX_KID_LENGTH = 128;
const KID = /^[\x21-\x7e]+$/;

/** RFC 9068 §2.1 and what Entra sends. Absent is allowed, as `typ` is optional (RFC 7519 §5.1). */
const ACCESS_TOKEN_TYPES: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];

/**
 * Checks a token's header before any key is looked up, and before passport-jwt reads the token: jsonwebtoken knows
 * neither `crit` nor `typ`, and takes any value for a `kid`.
 *
 * @throws {@link InvalidTokenError}
 */
export function readTokenHeader(encoded: string): TokenHeader {
  const header = parseJsonObject(encoded);
  if (header['alg'] !== 'RS256') throw new InvalidTokenError('AUTH_TOKEN_ALGORITHM');
  // we understand no extension, so any "crit" must be refused (RFC 7515 §4.1.11); "b64" may only come with it (RFC 7797 §6)
  if ('crit' in header || 'b64' in header) throw new InvalidTokenError('AUTH_TOKEN_HEADER');
  if (!ACCESS_TOKEN_TYPES.includes(lowerCased(header['typ'])))
    throw new InvalidTokenError('AUTH_TOKEN_HEADER');
  const kid = header['kid'];
  if (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH || !KID.test(kid)) {
    throw new InvalidTokenError('AUTH_KEY_UNKNOWN');
  }
  return { kid };
}

function parseJsonObject(encoded: string): Readonly<Record<string, unknown>> {
  const bytes = bytesOf(encoded);
  const json = bytes && isUtf8(bytes) ? bytes.toString('utf8') : '';
  const value = parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || hasRepeatedName(json, value)) {
    throw new InvalidTokenError('AUTH_TOKEN_MALFORMED');
  }
  return value as Record<string, unknown>;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function lowerCased(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
