import { attackTable } from './attack.js';

const oddKids = [
  undefined,
  null,
  {},
  ['a'],
  1,
  '',
  ' ',
  'x'.repeat(129),
  'x'.repeat(6_000),
  'a\r\nb',
  '../../etc/passwd\0',
];

/** Tokens that nobody vouches for: algorithms, signatures and keys, A1 to A8, G1, G2 and K1. */
export const signatureAttacks = attackTable(({ token }) => {
  for (const spelling of ['none', 'None', 'NONE', 'nOnE']) {
    token(`alg ${spelling} without signature`, 'AUTH_TOKEN_MALFORMED', (i) => i.evil.algNone(spelling));
    token(`alg ${spelling} with signature`, 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.algNoneSigned(spelling));
  }
  token('HS256 with the public key as secret', 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.hmacWithPublicKey());
  token('HS256 with the modulus as secret', 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.hmacWithModulus());
  token('HS256 with an empty secret', 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.hmacWithEmptySecret());
  for (const alg of ['RS384', 'RS512', 'PS256'] as const) {
    token(`${alg} with our key`, 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.otherRsaAlgorithm(alg));
  }
  token('ES256', 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.ellipticCurve());
  token('RS512 labelled RS256', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.mislabelled());
  for (const alg of [undefined, null, 256, ['RS256'], { name: 'RS256' }, '', 'rs256', 'RS256 ']) {
    token(`alg ${JSON.stringify(alg)}`, 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.header({ alg }));
  }
  for (const crit of [['exp'], [], ['b64'], ['alg', 'alg'], 'exp', null, ['urn:example:unknown']]) {
    token(`crit ${JSON.stringify(crit)}`, 'AUTH_TOKEN_HEADER', (i) => i.evil.header({ crit }));
  }
  token('b64 false', 'AUTH_TOKEN_HEADER', (i) => i.evil.header({ b64: false, crit: ['b64'] }));
  token('b64 true without crit', 'AUTH_TOKEN_HEADER', (i) => i.evil.header({ b64: true }));
  for (const member of ['jwk', 'jku', 'x5u', 'x5c'] as const) {
    token(`the attacker's key in ${member}`, 'AUTH_SIGNATURE_INVALID', (i) => i.evil.embeddedKey(member));
  }
  for (const typ of [
    'dpop+jwt',
    'logout+jwt',
    'secevent+jwt',
    'kb+jwt',
    'id_token+jwt',
    'JWE',
    '',
    null,
    1,
    ['JWT'],
  ]) {
    token(`typ ${JSON.stringify(typ)}`, 'AUTH_TOKEN_HEADER', (i) => i.evil.header({ typ }));
  }

  token('an altered header', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.tamperedHeader());
  token('an altered payload', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.tamperedPayload());
  token('an altered signature', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.tamperedSignature());
  token('a truncated signature', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.truncatedSignature());
  token('the signature of another token', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.borrowedSignature());
  token('a signature of zeros', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.zeroSignature());
  token('another key under a good name', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.otherKey());
  token('a later expiry than was signed', 'AUTH_SIGNATURE_INVALID', (i) =>
    i.evil.tamperedPayload({ exp: 4_000_000_000 }),
  );

  for (const kid of [...oddKids, '__proto__', 'constructor', 'unknown', 'https://evil.example/keys']) {
    const name =
      typeof kid === 'string' && kid.length > 40 ? `of ${kid.length} characters` : JSON.stringify(kid);
    token(`kid ${name}`, 'AUTH_KEY_UNKNOWN', (i) => i.evil.kid(kid));
  }
});
