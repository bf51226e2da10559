import { attackTable } from './attack.js';

const decisive = 'ver iss tid aud exp nbf iat nonce at_hash c_hash cnf azp oid sub idtyp scp roles';

/** Tokens that are no compact JWS with two JSON objects: S1 to S4. */
export const structureAttacks = attackTable(({ token }) => {
  token('a word', 'AUTH_TOKEN_MALFORMED', () => 'opaque-token');
  token('dots', 'AUTH_TOKEN_MALFORMED', () => '..');
  token('a.b.c', 'AUTH_TOKEN_MALFORMED', () => 'a.b.c');
  token('one segment', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.oneSegment());
  token('two segments', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.twoSegments());
  token('four segments', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.fourSegments());
  token('an encrypted token', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.encrypted());
  token('a token whose header is empty', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.emptyHeader());
  token('an empty payload', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.emptyPayload());
  token('an empty signature', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.emptySignature());
  token('padding', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.padded());
  token('the plain base64 alphabet', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.plainBase64());
  token('stray bits in the signature', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.strayBits());
  token('a header that is no JSON', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.headerNotJson());
  token('a header that is a list', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.headerArray());
  token('a header that is no UTF-8', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.headerInvalidUtf8());
  token('a header with "alg" twice', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.headerNameTwice());
  token('a header of lists, 5,000 deep', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.headerNested());
  token('a payload that is no JSON', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadNotJson());
  token('a payload that is a list', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadArray());
  token('a payload that is null', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadNull());
  token('a payload that is a string', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadString());
  token('a payload that is no UTF-8', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadInvalidUtf8());
  token('a payload with "aud" twice', 'AUTH_CLAIMS_AMBIGUOUS', (i) => i.evil.claimTwice());
  for (const name of decisive.split(' ')) {
    token(`a claim ${name.toUpperCase()}`, 'AUTH_CLAIMS_AMBIGUOUS', (i) => i.evil.claimInOtherCase(name));
  }
  token('a token of 27,000 characters', 'AUTH_TOKEN_TOO_LARGE', (i) => i.evil.oversized());
});
