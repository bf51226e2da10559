import { createHash } from 'node:crypto';
import { sameSecret } from '../../opaque.js';

/** Proof Key for Code Exchange (RFC 7636). */
export interface CodeChallenge {
  readonly method: 'S256' | 'plain';
  readonly value: string;
}

/** Length and alphabet of RFC 7636 sections 4.1 and 4.2, for verifier and challenge alike. */
const wellFormed = /^[A-Za-z0-9._~-]{43,128}$/;

export function isWellFormed(value: string): boolean {
  return wellFormed.test(value);
}

export function verifierMatches({ method, value }: CodeChallenge, verifier: string): boolean {
  const transformed =
    method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
  return isWellFormed(verifier) && sameSecret(transformed, value);
}
