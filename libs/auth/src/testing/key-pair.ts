import {
  createPrivateKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** An RSA key pair made for a test, as Entra's are: 2048 bits, named by `kid`. */
export interface KeyPair {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Makes a key pair, which takes a tenth of a second. */
export async function makeKeyPair(kid: string = randomUUID(), modulusLength = 2048): Promise<KeyPair> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength });
  return { kid, privateKey, publicKey };
}

/** A key as Entra publishes it: with `use` and its own `issuer`, without `alg`. */
export function publishedKey({ kid, publicKey }: KeyPair, issuer: string): JsonWebKey {
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', x5t: kid, issuer };
}

/** RS256 (RFC 7518 §3.3). */
export function signRs256(input: string, privateKey: KeyObject): string {
  return sign('RSA-SHA256', Buffer.from(input), privateKey).toString('base64url');
}

/** A fresh copy, for attacks that export it. */
export function privateJwk({ privateKey }: KeyPair): JsonWebKey {
  return createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'jwk' });
}
