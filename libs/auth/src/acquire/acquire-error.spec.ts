import { ApiCallError, AcquireError, errorCodeOf, TokenError } from './acquire-error.js';
import { ACQUIRE_ERRORS } from './error-codes.js';

describe('an error of this library', () => {
  it('has a stable code, says it first, and keeps its cause', () => {
    const cause = new Error('reset');
    const error = new ApiCallError('CALL_TIMEOUT', 'no answer.', { cause, retryAfterMs: 5 });
    expect(error).toMatchObject({
      name: 'ApiCallError',
      code: 'CALL_TIMEOUT',
      message: 'CALL_TIMEOUT: no answer.',
      cause,
      retryAfterMs: 5,
    });
    expect(error).toBeInstanceOf(AcquireError);
  });

  it('has no cause where there is none', () => {
    expect(new TokenError('TOKEN_SCOPE_INVALID', 'no.')).not.toHaveProperty('cause');
  });

  it.each<[unknown, string]>([
    [new ApiCallError('CALL_TIMEOUT', ''), 'CALL_TIMEOUT'],
    [new TypeError('x'), 'TypeError'],
    ['text', 'unknown'],
  ])('is counted by its code, any other by its kind (%s)', (error, code) => {
    expect(errorCodeOf(error)).toBe(code);
  });

  it.each(Object.entries(ACQUIRE_ERRORS))(
    '%s is documented with its meaning and its remedy',
    (code, { meaning, remedy }) => {
      expect(code).toMatch(/^(TOKEN|CREDENTIAL|CALL|AUTHORITY)_[A-Z_]+$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    },
  );
});
