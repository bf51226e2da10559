import { type UncheckedClaims } from './entra-claims.js';

/** When a token is judged. */
export interface Moment {
  readonly nowSeconds: number;
  /** How far the clocks of issuer and API may lie apart. */
  readonly toleranceSeconds: number;
}

/** The last second of the year 9999: what is later was not meant as a time. */
const END_OF_TIME_SECONDS = 253_402_300_799;

/** Whether all three times are there and make sense together. RFC 7519 would let each be absent, and `exp` be infinite. */
export function isLifetime({ iat, nbf, exp }: UncheckedClaims): boolean {
  return isTime(iat) && isTime(nbf) && isTime(exp) && nbf < exp && iat < exp;
}

/** The tolerance lets a token live longer, never shorter: RFC 7519 §4.1.4. */
export function hasExpired(expiresAt: number, { nowSeconds, toleranceSeconds }: Moment): boolean {
  return nowSeconds >= expiresAt + toleranceSeconds;
}

/** Entra's `nbf` and `iat` were seen a second or two ahead of a caller's clock. */
export function isNotYetValid(startsAt: number, { nowSeconds, toleranceSeconds }: Moment): boolean {
  return startsAt > nowSeconds + toleranceSeconds;
}

function isTime(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= END_OF_TIME_SECONDS;
}
