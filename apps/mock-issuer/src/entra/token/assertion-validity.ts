import { type JWTPayload } from 'jose';
import { EntraError } from '../entra-error.js';

/** Entra's usual tolerance for clocks that differ. */
const clockSkewSeconds = 300;

/** @throws {EntraError} 700024 unless the assertion is in date */
export function requireInDate({ nbf, iat, exp }: JWTPayload, now: Date): void {
  const seconds = now.getTime() / 1000;
  const from = nbf ?? iat ?? 0;
  if (typeof exp === 'number' && seconds < exp + clockSkewSeconds && seconds >= from - clockSkewSeconds)
    return;
  throw new EntraError(700024, {
    now: now.toISOString(),
    from: instant(from),
    until: instant(exp),
  });
}

/** As JWTs are written by strangers, the number may lie outside of what a Date can hold. */
function instant(seconds: number | undefined): string {
  const date = new Date((seconds ?? 0) * 1000);
  return Number.isNaN(date.getTime()) ? 'unreadable' : date.toISOString();
}

export function audiencesOf({ aud }: JWTPayload): readonly string[] {
  return Array.isArray(aud) ? aud : aud === undefined ? [] : [aud];
}
