import { KnownHeaders } from './known-headers.js';
import { type TokenHeader } from './token-header.js';

const encoded = (kid: string) => Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url');

describe('the headers of accepted tokens', () => {
  it('are read anew until they are known, and then no more', () => {
    const headers = new KnownHeaders();
    const header = headers.read(encoded('a'));
    expect(header).toEqual({ kid: 'a' });
    expect(headers.read(encoded('a'))).not.toBe(header);
    headers.remember(encoded('a'), header);
    expect(headers.read(encoded('a'))).toBe(header);
    headers.remember(encoded('a'), { ...header });
    expect(headers.read(encoded('a'))).toBe(header);
  });

  it('are checked like any other while they are not known', () => {
    const headers = new KnownHeaders();
    expect(() => headers.read(Buffer.from('{"alg":"none"}').toString('base64url'))).toThrow(
      expect.objectContaining({ code: 'AUTH_TOKEN_ALGORITHM' }) as Error,
    );
  });

  it('are forgotten, the one used longest ago first, when there are more than 32', () => {
    const headers = new KnownHeaders();
    const remembered = Array.from({ length: 33 }, (_, n): TokenHeader => {
      const header = headers.read(encoded(`k${n}`));
      headers.remember(encoded(`k${n}`), header);
      return header;
    });
    const stillKnown = remembered.map((header) => headers.read(encoded(header.kid)) === header);
    expect(stillKnown.indexOf(true)).toBe(1);
    expect(stillKnown.lastIndexOf(false)).toBe(0);
  });
});
