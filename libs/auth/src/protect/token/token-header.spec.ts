import { readTokenHeader } from './token-header.js';

const encoded = (header: unknown) =>
  Buffer.from(typeof header === 'string' ? header : JSON.stringify(header)).toString('base64url');
const good = { alg: 'RS256', kid: 'key' };
const refusal = (code: string) => expect.objectContaining({ code }) as Error;

describe('the header of a token', () => {
  it.each(['k', 'x'.repeat(128), '!~'])("names its key, which may be '%s'", (kid) => {
    expect(readTokenHeader(encoded({ ...good, kid }))).toEqual({ kid });
  });

  // the key set would not know such a key either, but would ask the issuer for it
  it.each([undefined, null, 1, ['k'], { length: 1 }, '', 'x'.repeat(129), ' k', 'k ', 'k\n', 'k\u00e9'])(
    'names no key with %j, and nobody looks for it',
    (kid) => {
      expect(() => readTokenHeader(encoded({ ...good, kid }))).toThrow(refusal('AUTH_KEY_UNKNOWN'));
    },
  );

  it.each(['null', '1', '"a"', '[]', 'true', '', '{'])('is an object, not %s', (json) => {
    expect(() => readTokenHeader(encoded(json))).toThrow(refusal('AUTH_TOKEN_MALFORMED'));
  });

  it.each([
    ['with padding', (header: string) => `${header}=`],
    ['with a space', (header: string) => ` ${header}`],
    ['with bits to spare', (header: string) => `${header.slice(0, -1)}R`],
  ])('has one spelling, and not one %s', (_which, spelt) => {
    const header = encoded({ ...good, kid: 'keys' });
    expect(readTokenHeader(header)).toEqual({ kid: 'keys' });
    const other = spelt(header);
    expect(Buffer.from(other, 'base64url')).toEqual(Buffer.from(header, 'base64url'));
    expect(() => readTokenHeader(other)).toThrow(refusal('AUTH_TOKEN_MALFORMED'));
  });
});
