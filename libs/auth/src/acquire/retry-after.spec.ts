import { parseRetryAfter } from './retry-after.js';

const now = Date.parse('2026-11-20T10:00:00Z');

describe('a Retry-After header', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['zero', '0', 0],
    ['a date to come', 'Fri, 20 Nov 2026 10:00:30 GMT', 30_000],
    ['a date that is past', 'Fri, 20 Nov 2026 09:00:00 GMT', 0],
    ['nonsense', 'soon', undefined],
    ['a negative number', '-', undefined],
    ['more digits than time has', '9'.repeat(20), undefined],
    ['nothing', undefined, undefined],
  ])('that says %s', (_what, header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});
