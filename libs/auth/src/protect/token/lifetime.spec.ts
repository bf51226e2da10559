import { isLifetime } from './lifetime.js';

describe('the times of a token', () => {
  it.each([
    ['a second after the epoch', { iat: 1, nbf: 1, exp: 2 }],
    ['up to the last second of the year 9999', { iat: 1, nbf: 1, exp: 253_402_300_799 }],
  ])('may be %s', (_when, times) => {
    expect(isLifetime(times)).toBe(true);
  });

  it.each([
    ['the epoch itself', { iat: 0, nbf: 1, exp: 2 }],
    ['in the year 10000', { iat: 1, nbf: 1, exp: 253_402_300_800 }],
  ])('are none where one is %s', (_when, times) => {
    expect(isLifetime(times)).toBe(false);
  });
});
