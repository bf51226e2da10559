import { InvalidTokenError } from '../errors/auth.error.js';
import { refusalFrom } from './entra-jwt.strategy.js';

describe('what passport-jwt fails with', () => {
  it('is our own refusal, if it was one', () => {
    const refusal = new InvalidTokenError('AUTH_TOKEN_EXPIRED');
    expect(refusalFrom(refusal)).toBe(refusal);
  });

  it.each([
    ['a signature that does not fit', new Error('invalid signature'), 'AUTH_SIGNATURE_INVALID'],
    ['anything else', new Error('jwt malformed'), 'AUTH_TOKEN_MALFORMED'],
    ['nothing', undefined, 'AUTH_TOKEN_MALFORMED'],
    ['no error', 'invalid signature', 'AUTH_TOKEN_MALFORMED'],
  ])('is a token that is refused: %s', (_what, failure, code) => {
    expect(refusalFrom(failure)).toMatchObject({ code });
  });
});
