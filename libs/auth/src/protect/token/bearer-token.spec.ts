import { authorizationOf, bearerTokenOf, faultIn, unexaminedTokenOf } from './bearer-token.js';

describe('the Authorization header of a request', () => {
  it.each([
    ['first', ['Authorization', 'Bearer a.b.c', 'Host', 'api.test']],
    ['last', ['Host', 'api.test', 'Authorization', 'Bearer a.b.c']],
    ['only', ['authorization', 'Bearer a.b.c']],
  ])('is found where it comes %s', (_where, rawHeaders) => {
    expect(authorizationOf({ rawHeaders })).toBe('Bearer a.b.c');
  });

  it('is missed where there are no headers at all', () => {
    expect(authorizationOf({ rawHeaders: [] })).toBeUndefined();
  });

  it.each([
    ['the first', ['Authorization', 'Bearer a.b.c', 'Host', 'api.test', 'authorization', 'Bearer d.e.f']],
    ['an empty one', ['Authorization', '', 'Authorization', 'Bearer a.b.c']],
  ])('is never picked from two: after %s', (_which, rawHeaders) => {
    expect(() => authorizationOf({ rawHeaders })).toThrow(
      expect.objectContaining({ code: 'AUTH_REQUEST_MALFORMED' }),
    );
  });
});

describe('a bearer token', () => {
  it.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER   a.b.c'])(
    'has one name, however it is sent: %s',
    (header) => {
      expect(bearerTokenOf(header)).toBe('a.b.c');
      expect(unexaminedTokenOf(header) ?? bearerTokenOf(header)).toBe('a.b.c');
    },
  );

  it.each([
    ['Bearer a.b.c', undefined],
    ['bearer ~', undefined],
    ['Bearer a.b.c==', undefined],
    ['Bearer a b', 'AUTH_REQUEST_MALFORMED'],
    ['Bearer a,b', 'AUTH_REQUEST_MALFORMED'],
    ['Basic a', 'AUTH_TOKEN_MISSING'],
    ['Bearer', 'AUTH_TOKEN_MISSING'],
    ['Bearer ', 'AUTH_TOKEN_MISSING'],
    [undefined, 'AUTH_TOKEN_MISSING'],
  ])('is there in %j, or else the fault is %s', (header, code) => {
    expect(faultIn(header)?.code).toBe(code);
    if (code) expect(() => bearerTokenOf(header)).toThrow(expect.objectContaining({ code }) as Error);
    else expect(bearerTokenOf(header)).toBe(header?.split(' ')[1]);
  });

  it('is taken unexamined only where everybody would find the same', () => {
    expect(unexaminedTokenOf('Bearer a.b.c')).toBe('a.b.c');
    for (const header of ['Bearer  a.b.c', 'bearer a.b.c', 'Basic! a.b.c', undefined]) {
      expect(unexaminedTokenOf(header)).toBeUndefined();
    }
  });
});
