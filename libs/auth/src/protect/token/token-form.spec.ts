import { MAX_TOKEN_LENGTH, tokenFormOf } from './token-form.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
const refusal = (code: string) => expect.objectContaining({ code }) as Error;

describe('the form of a token', () => {
  it.each([2, 3])('has one spelling for each of its segments, with %i characters over', (over) => {
    const start = 'AAA'.slice(0, over - 1);
    const accepted = ALPHABET.filter((last) => {
      const token = `AAAA.AAAA.${start}${last}`;
      try {
        return tokenFormOf(token).encodedHeader === 'AAAA';
      } catch {
        return false;
      }
    });
    // what a decoder and an encoder make of it is what it was
    const canonical = ALPHABET.filter((last) => {
      const segment = `${start}${last}`;
      return Buffer.from(segment, 'base64url').toString('base64url') === segment;
    });
    expect(accepted).toEqual(canonical);
    expect(canonical).toHaveLength(over === 2 ? 4 : 16);
  });

  it.each(['AAAA.AAAAA.AAAA', 'AAAA.AAAA.A'])('has no segment of a length that is none: %s', (token) => {
    expect(() => tokenFormOf(token)).toThrow(refusal('AUTH_TOKEN_MALFORMED'));
  });

  it.each([
    '.AAAA.AAAA',
    'AAAA..AAAA',
    'AAAA.AAAA.',
    'AAAA. AAAA.AAAA',
    'AAAA.AAAA.AAAA\n',
    'AAAA.AAAA.AAAA.AAAA',
  ])('has three segments and nothing else: %j', (token) => {
    expect(() => tokenFormOf(token)).toThrow(refusal('AUTH_TOKEN_MALFORMED'));
  });

  it('is read up to its limit, and not a character further', () => {
    const longest = `AAAA.${'A'.repeat(MAX_TOKEN_LENGTH - 12)}AA.AAAA`;
    expect(longest).toHaveLength(16_384);
    expect(tokenFormOf(longest).encodedHeader).toBe('AAAA');
    expect(() => tokenFormOf(`${longest}A`)).toThrow(refusal('AUTH_TOKEN_TOO_LARGE'));
  });

  it('has its payload between the dots', () => {
    const { payload } = tokenFormOf(`AAAA.${Buffer.from('payload').toString('base64url')}.AAAA`);
    expect(payload.toString()).toBe('payload');
  });
});
