import { isTimeout, propertyOf, systemCodeOf } from './system-code.js';

describe('an error of another realm', () => {
  it.each([
    [Object.assign(new Error(), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [{ code: 'EPROTO' }, 'EPROTO'],
    [{ code: 20 }, ''],
    [null, ''],
    ['ECONNREFUSED', ''],
  ])('shows its system code if it has one (%#)', (error, code) => {
    expect(systemCodeOf(error)).toBe(code);
  });

  it('is known as a time-out by its name', () => {
    expect(isTimeout(new DOMException('', 'TimeoutError'))).toBe(true);
    expect(isTimeout(new DOMException('', 'AbortError'))).toBe(false);
  });

  it('shows a property it may have', () => {
    expect(propertyOf({ statusCode: 404 }, 'statusCode')).toBe(404);
    expect(propertyOf(undefined, 'statusCode')).toBeUndefined();
  });
});
