import { bearerTokenOf } from './bearer-token.js';

describe('the bearer token of a request', () => {
  it.each([
    ['first', ['Authorization', 'Bearer a.b.c', 'Host', 'api.test']],
    ['last', ['Host', 'api.test', 'Authorization', 'Bearer a.b.c']],
    ['only', ['authorization', 'Bearer a.b.c']],
  ])('is read where its header comes %s', (_where, rawHeaders) => {
    expect(bearerTokenOf({ rawHeaders })).toBe('a.b.c');
  });

  it('is missed where there are no headers at all', () => {
    expect(() => bearerTokenOf({ rawHeaders: [] })).toThrow(
      expect.objectContaining({ code: 'AUTH_TOKEN_MISSING' }),
    );
  });

  it.each([
    ['the first', ['Authorization', 'Bearer a.b.c', 'Host', 'api.test', 'authorization', 'Bearer d.e.f']],
    ['an empty one', ['Authorization', '', 'Authorization', 'Bearer a.b.c']],
  ])('is never picked from two headers: after %s', (_which, rawHeaders) => {
    expect(() => bearerTokenOf({ rawHeaders })).toThrow(
      expect.objectContaining({ code: 'AUTH_REQUEST_MALFORMED' }),
    );
  });
});
