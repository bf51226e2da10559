import { type KeyPair, signRs256 } from './key-pair.js';

/** Any JSON object; tests must be able to say what is wrong. */
export type Json = Readonly<Record<string, unknown>>;

export function encode(value: string | Buffer | Json): string {
  return Buffer.from(
    typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value),
  ).toString('base64url');
}

/** What a token consists of. A string or bytes stand for a part that is no JSON object. */
export interface TokenParts {
  readonly header: string | Buffer | Json;
  readonly claims: string | Buffer | Json;
  /** Makes the signature; default: RS256 with the key. */
  readonly sign?: (input: string) => string;
}

/** Writes a token and really signs it, whatever its parts are. */
export function writeToken({ header, claims, sign }: TokenParts, key: KeyPair): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign ? sign(input) : signRs256(input, key.privateKey)}`;
}
