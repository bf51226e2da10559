import { type AsymmetricKeyDetails, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isRocaModulus } from './roca.js';

/** A public key that may verify tokens. */
export interface SigningKey {
  readonly kid: string;
  readonly key: KeyObject;
}

/** A published key that may not, and why. */
export interface IgnoredKey {
  readonly kid: string;
  readonly reason: string;
}

const MIN_MODULUS_BITS = 2048; // RFC 7518 §3.3
const MAX_MODULUS_BITS = 8192;
const MIN_EXPONENT = 65_537n; // FIPS 186-5 §5.4

const absent = z.undefined().optional();

/** What Entra publishes. It sends no `alg`; the other members are optional in RFC 7517 §4. */
const rsaSigningJwk = z.object({
  kid: z.string().min(1).max(128),
  kty: z.literal('RSA'),
  use: z.literal('sig').optional(),
  key_ops: z
    .array(z.string())
    .refine((operations) => operations.includes('verify'))
    .optional(),
  alg: z.literal('RS256').optional(),
  n: z.base64url().max(2_048),
  e: z.base64url().max(16),
  /** Microsoft's own member: for whose tokens the key may be used. */
  issuer: z.string().optional(),
  // RFC 7518 §6.3.2: each of these tells the private half, and a key whose private half was published is everybody's
  d: absent,
  p: absent,
  q: absent,
  dp: absent,
  dq: absent,
  qi: absent,
  oth: absent,
});

/**
 * Reads one published key, for one issuer.
 *
 * @param issuer the issuer whose tokens the key shall verify; a key that names another one is of no use here
 */
export function signingKeyOf(jwk: unknown, issuer: string, tenantId: string): SigningKey | IgnoredKey {
  const parsed = rsaSigningJwk.safeParse(jwk);
  if (!parsed.success)
    return { kid: nameOf(jwk), reason: `it is no public RS256 key: ${placeOf(parsed.error)}` };
  const { kid, n, e, issuer: keyIssuer = issuer } = parsed.data;
  if (keyIssuer.replaceAll('{tenantid}', tenantId) !== issuer)
    return { kid, reason: 'it belongs to another issuer' };
  // takes whatever is base64url, even nothing at all: what comes of it shows in the details
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
  const weakness = weaknessOf(key.asymmetricKeyDetails as RsaDetails, n);
  return weakness ? { kid, reason: weakness } : { kid, key };
}

type RsaDetails = Required<Pick<AsymmetricKeyDetails, 'modulusLength' | 'publicExponent'>>;

function weaknessOf({ modulusLength, publicExponent }: RsaDetails, n: string): string | undefined {
  if (modulusLength < MIN_MODULUS_BITS) return `it has ${modulusLength} bits, fewer than ${MIN_MODULUS_BITS}`;
  if (modulusLength > MAX_MODULUS_BITS) return `it has ${modulusLength} bits, more than ${MAX_MODULUS_BITS}`;
  if (publicExponent < MIN_EXPONENT || publicExponent % 2n === 0n) return 'its public exponent is unsafe';
  if (isRocaModulus(n)) return 'its private key can be computed (ROCA, CVE-2017-15361)';
  return undefined;
}

/** Under what name a key that cannot be read is told of. */
function nameOf(jwk: unknown): string {
  return named.parse(jwk).kid;
}

const named = z.object({ kid: z.string().max(128).catch('?') }).catch({ kid: '?' });

/** Which member is wrong; empty where it is no object at all. */
function placeOf({ issues }: z.ZodError): string {
  return issues.map(({ path }) => path.join('.')).join(', ');
}
