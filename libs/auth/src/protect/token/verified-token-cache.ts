import { hash } from 'node:crypto';
import { LeastRecentlyUsed } from './least-recently-used.js';
import { hasExpired, isNotYetValid, type Moment } from './lifetime.js';
import { type VerifiedToken } from './verified-token.js';

/** SHA-256 of a whole token, signature included: the cache must not become a store of bearer tokens. */
export type TokenDigest = string;

export function digestOf(token: string): TokenDigest {
  return hash('sha256', token, 'base64url');
}

/**
 * Remembers accepted tokens, so that a signature is verified once. Only authentication is remembered, never what a
 * caller may do; and time and key are checked again each time. Bounded: the least recently used goes first.
 */
export class VerifiedTokenCache {
  readonly #entries: LeastRecentlyUsed<TokenDigest, VerifiedToken>;

  constructor(maxEntries: number) {
    this.#entries = new LeastRecentlyUsed(maxEntries);
  }

  find(digest: TokenDigest, at: Moment): VerifiedToken | undefined {
    const entry = this.#entries.get(digest);
    if (!entry || isStillGood(entry, at)) return entry;
    this.#entries.delete(digest);
    return undefined;
  }

  remember(digest: TokenDigest, token: VerifiedToken): void {
    this.#entries.set(digest, token);
  }
}

function isStillGood({ notBeforeSeconds, expiresAtSeconds, key, keys }: VerifiedToken, at: Moment): boolean {
  return (
    !hasExpired(expiresAtSeconds, at) && !isNotYetValid(notBeforeSeconds, at) && keys.current(key.kid) === key
  );
}
