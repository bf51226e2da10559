import { generateKeyPairSync } from 'node:crypto';
import { isRocaModulus } from './roca.js';
import { signingKeyOf } from './signing-key.js';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  format: 'jwk',
});
const good = { kid: 'k', kty: 'RSA', use: 'sig', n, e, issuer };

/** A modulus as the flawed generator would make it: a power of 65537 modulo every small prime. */
function rocaModulus(): string {
  const primes = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131, 137, 139, 149, 151, 157,
  ];
  const product = primes.reduce((all, prime) => all * BigInt(prime), 1n);
  let power = 1n;
  for (let i = 0; i < 1_234; i++) power = (power * 65_537n) % product;
  const hex = (product * ((1n << 2047n) / product + 1n) + power).toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}

describe('a published key', () => {
  it('is used if it is a public RS256 key of this issuer', () => {
    expect(signingKeyOf(good, issuer, tenantId)).toMatchObject({ kid: 'k', key: { type: 'public' } });
  });

  it.each([
    ['a name of 128 characters', { kid: 'x'.repeat(128) }],
    ['a name of one character', { kid: 'x' }],
    ['8192 bits', { n: Buffer.alloc(1_024, 255).toString('base64url') }],
    ['2048 bits', { n: Buffer.alloc(256, 255).toString('base64url') }],
    ['an exponent of sixteen characters', { e: '_'.repeat(16) }],
    ['the template of an issuer', { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }],
    ['no issuer', { issuer: undefined }],
    ['nothing about its use', { use: undefined }],
    ['the operation of verifying', { key_ops: ['verify'] }],
    ['the algorithm RS256', { alg: 'RS256' }],
  ])('is used if it has %s', (_what, members) => {
    expect(signingKeyOf({ ...good, ...members }, issuer, tenantId)).toMatchObject({
      key: { type: 'public' },
    });
  });

  it.each([
    ['x'.repeat(128), 'x'.repeat(128)],
    ['x'.repeat(129), '?'],
    [7, '?'],
  ])('is told of by its name, %j, if that can be one', (kid, told) => {
    expect(signingKeyOf({ kid, kty: 'EC' }, issuer, tenantId)).toMatchObject({ kid: told });
    expect(signingKeyOf('no object', issuer, tenantId)).toMatchObject({ kid: '?' });
  });

  it('is recognised where the flawed generator of ROCA made it', () => {
    expect(isRocaModulus(rocaModulus())).toBe(true);
    expect(isRocaModulus(n)).toBe(false);
  });

  it.each<[string, unknown, string]>([
    ['no object', 'key', 'it is no public RS256 key: '],
    ['null', null, 'it is no public RS256 key: '],
    ['without a name', { ...good, kid: undefined }, 'it is no public RS256 key: kid'],
    ['with an endless name', { ...good, kid: 'x'.repeat(129) }, 'it is no public RS256 key: kid'],
    ['with an empty name', { ...good, kid: '' }, 'it is no public RS256 key: kid'],
    ['for encryption', { ...good, use: 'enc' }, 'it is no public RS256 key: use'],
    ...['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'].map((member): [string, unknown, string] => [
      `whose private half is told by ${member}`,
      { ...good, [member]: 'AQAB' },
      `it is no public RS256 key: ${member}`,
    ]),
    ['with a huge modulus', { ...good, n: 'x'.repeat(4_000) }, 'it is no public RS256 key: n'],
    ['of another kind', { ...good, kty: 'EC' }, 'it is no public RS256 key: kty'],
    ['without a kind', { ...good, kty: undefined }, 'it is no public RS256 key: kty'],
    ['for signing only', { ...good, key_ops: ['sign'] }, 'it is no public RS256 key: key_ops'],
    ['for another algorithm', { ...good, alg: 'RS512' }, 'it is no public RS256 key: alg'],
    ['with an issuer that is no text', { ...good, issuer: 1 }, 'it is no public RS256 key: issuer'],
    ['without a modulus', { ...good, n: undefined }, 'it is no public RS256 key: n'],
    ['without an exponent', { ...good, e: undefined }, 'it is no public RS256 key: e'],
    ['with a modulus of 2050 characters', { ...good, n: 'x'.repeat(2_050) }, 'it is no public RS256 key: n'],
    [
      'with a modulus of 2048 characters',
      { ...good, n: 'x'.repeat(2_048) },
      'it has 12288 bits, more than 8192',
    ],
    ['with an exponent of 18 characters', { ...good, e: '_'.repeat(18) }, 'it is no public RS256 key: e'],
    [
      'of 8193 bits',
      { ...good, n: Buffer.concat([Buffer.of(1), Buffer.alloc(1_024, 255)]).toString('base64url') },
      'it has 8193 bits, more than 8192',
    ],
    ['with an empty modulus', { ...good, n: '' }, 'it has 0 bits, fewer than 2048'],
    [
      'of 16384 bits',
      { ...good, n: Buffer.alloc(1_500, 255).toString('base64url') },
      'it has 12000 bits, more than 8192',
    ],
    [
      'of 2047 bits',
      { ...good, n: Buffer.alloc(256, 127).toString('base64url') },
      'it has 2047 bits, fewer than 2048',
    ],
    ['with exponent 3', { ...good, e: 'Aw' }, 'its public exponent is unsafe'],
    ['with an even exponent', { ...good, e: 'AQAC' }, 'its public exponent is unsafe'],
    ['with the exponent 65535', { ...good, e: '__8' }, 'its public exponent is unsafe'],
    [
      'of the flawed generator',
      { ...good, n: rocaModulus() },
      'its private key can be computed (ROCA, CVE-2017-15361)',
    ],
    ['of another issuer', { ...good, issuer: 'https://sts.windows.net/' }, 'it belongs to another issuer'],
  ])('is ignored, and the log says why: %s', (_what, jwk, reason) => {
    expect(signingKeyOf(jwk, issuer, tenantId)).toMatchObject({ reason });
  });
});
