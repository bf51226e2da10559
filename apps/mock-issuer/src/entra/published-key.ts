import { type SigningKey } from '../keys/signing-keys.js';

/** A key as Entra publishes it: `kid` equal to `x5t`, the issuer it may sign for, and no `alg`. */
export function publishedKey(key: SigningKey, issuer: string) {
  const { n, e } = key.publicKey.export({ format: 'jwk' });
  return {
    kty: 'RSA',
    use: 'sig',
    kid: key.kid,
    x5t: key.sha1Thumbprint,
    n,
    e,
    x5c: [key.certificateBase64],
    issuer,
  };
}
