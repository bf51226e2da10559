import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** An unguessable value for codes, refresh tokens and the claims that Entra documents as opaque (`aio`, `rh`, `uti`). */
export function opaque(bytes = 16): string {
  return randomBytes(bytes).toString('base64url');
}

/** Compares two secrets without telling by its duration where they differ. Hashing first makes the lengths equal. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
