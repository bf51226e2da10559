import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { makeKeyPair, publishedKey } from '../key-pair.js';
import { encode, type Json } from '../token-text.js';
import { type Forge } from './forge.js';

/** Tokens that the issuer did not sign, or not in the one way that is accepted (RFC 8725 §2.1, §3.1, §3.10). */
export interface SignatureAttacks {
  /** No signature, and an `alg` that says so, in any spelling. Default "none". */
  algNone(spelling?: string): string;
  /** "none", with the signature of a good token. */
  algNoneSigned(spelling?: string): string;
  /** The classic: an HMAC whose secret is the public key, which everybody has. */
  hmacWithPublicKey(): string;
  /** An HMAC whose secret is the modulus of the public key. */
  hmacWithModulus(): string;
  /** An HMAC whose secret is empty. */
  hmacWithEmptySecret(): string;
  /** Another algorithm of the same key, with a good signature. */
  otherRsaAlgorithm(alg: 'RS384' | 'RS512' | 'PS256'): string;
  /** Header says RS256, signature is RS512. */
  mislabelled(): string;
  /** ES256, with a key of the attacker. */
  ellipticCurve(): string;
  /** Any header members on an otherwise good token. */
  header(members: Json): string;
  /** Signed with the attacker's key, which comes along in the header. */
  embeddedKey(member: 'jwk' | 'jku' | 'x5u' | 'x5c', address?: string): Promise<string>;
  /** The name of a good key, signed with another one. */
  otherKey(): Promise<string>;
  /** A header member more than was signed. */
  tamperedHeader(): string;
  /** More roles than were signed. */
  tamperedPayload(claims?: Json): string;
  /** One bit of the signature is another. */
  tamperedSignature(): string;
  /** The signature ends too early. */
  truncatedSignature(): string;
  /** The good signature of another token. */
  borrowedSignature(): string;
  /** A signature of zeros. */
  zeroSignature(): string;
  /** Any value of `kid`; `undefined` leaves it out. */
  kid(kid: unknown): string;
}

export function signatureAttacks(forge: Forge): SignatureAttacks {
  const hmac = (secret: string): string =>
    forge.write({
      header: forge.header({ alg: 'HS256' }),
      sign: (input) => createHmac('sha256', secret).update(input).digest('base64url'),
    });

  return {
    algNone(spelling = 'none'): string {
      return forge.write({ header: forge.header({ alg: spelling }), sign: () => '' });
    },

    algNoneSigned(spelling = 'none'): string {
      return forge.write({ header: forge.header({ alg: spelling }) });
    },

    hmacWithPublicKey(): string {
      const pem = forge.issuer.key.publicKey.export({ type: 'spki', format: 'pem' }) as string;
      return hmac(pem);
    },

    hmacWithModulus(): string {
      return hmac(forge.issuer.key.publicKey.export({ format: 'jwk' }).n ?? '');
    },

    hmacWithEmptySecret(): string {
      return hmac('');
    },

    otherRsaAlgorithm(alg: 'RS384' | 'RS512' | 'PS256'): string {
      const padding = alg === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
      const digest = { RS384: 'RSA-SHA384', RS512: 'RSA-SHA512', PS256: 'RSA-SHA256' }[alg];
      const { privateKey: key } = forge.issuer.key;
      return forge.write({
        header: forge.header({ alg }),
        sign: (input) => sign(digest, Buffer.from(input), { key, ...padding }).toString('base64url'),
      });
    },

    mislabelled(): string {
      return forge.write({
        header: forge.header(),
        sign: (input) =>
          sign('RSA-SHA512', Buffer.from(input), forge.issuer.key.privateKey).toString('base64url'),
      });
    },

    ellipticCurve(): string {
      const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return forge.write({
        header: forge.header({ alg: 'ES256' }),
        sign: (input) =>
          sign('SHA256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
      });
    },

    header(members: Json): string {
      return forge.write({ header: forge.header(members) });
    },

    async embeddedKey(
      member: 'jwk' | 'jku' | 'x5u' | 'x5c',
      address = 'http://127.0.0.1:9/keys',
    ): Promise<string> {
      const attacker = await makeKeyPair();
      const jwk = publishedKey(attacker, forge.issuer.issuer);
      const value = { jwk, jku: address, x5u: address, x5c: [encode('certificate')] }[member];
      return forge.write({ header: forge.header({ [member]: value }) }, attacker);
    },

    async otherKey(): Promise<string> {
      return forge.write({ header: forge.header() }, await makeKeyPair());
    },

    tamperedHeader(): string {
      const [, payload, signature] = forge.parts();
      return `${encode({ ...forge.header(), extra: 1 })}.${payload}.${signature}`;
    },

    tamperedPayload(claims: Json = { roles: [...forge.roles, 'Admin'] }): string {
      const [header, , signature] = forge.parts();
      return `${header}.${encode({ ...forge.claims(), ...claims })}.${signature}`;
    },

    tamperedSignature(): string {
      const [header, payload, signature] = forge.parts();
      const bytes = Buffer.from(signature, 'base64url');
      bytes.writeUInt8(bytes.readUInt8(10) ^ 1, 10);
      return `${header}.${payload}.${bytes.toString('base64url')}`;
    },

    truncatedSignature(): string {
      const [header, payload, signature] = forge.parts();
      return `${header}.${payload}.${signature.slice(0, 300)}`;
    },

    borrowedSignature(): string {
      const [header, payload] = forge.parts();
      return `${header}.${payload}.${forge.issuer.app().split('.')[2] ?? ''}`;
    },

    zeroSignature(): string {
      const [header, payload] = forge.parts();
      return `${header}.${payload}.${Buffer.alloc(256).toString('base64url')}`;
    },

    kid(kid: unknown): string {
      return forge.write({ header: forge.header({ kid }) });
    },
  };
}
