import { hash } from 'node:crypto';
import { hasExpired, isNotYetValid, type Moment } from './lifetime.js';
import { SecondChanceCache } from './second-chance-cache.js';
import { type VerifiedToken } from './verified-token.js';

/** SHA-256 of a whole token, signature included: the cache must not become a store of bearer tokens. */
export type TokenDigest = string;

export function digestOf(token: string): TokenDigest {
  return hash('sha256', token, 'base64url');
}

/**
 * Remembers accepted tokens, so that a signature is verified once. Only authentication is remembered, never what a
 * caller may do; and time and key are checked again each time. Bounded: what was not used lately goes first.
 */
export class VerifiedTokenCache {
  readonly #entries: SecondChanceCache<TokenDigest, VerifiedToken>;

  constructor(maxEntries: number) {
    this.#entries = new SecondChanceCache(maxEntries);
  }

  find(digest: TokenDigest, at: Moment): VerifiedToken | undefined {
    const token = this.#entries.get(digest);
    if (!token || isStillGood(token, at)) return token;
    // whoever sends it again and again does not keep it here
    this.#entries.release(digest);
    return undefined;
  }

  remember(digest: TokenDigest, token: VerifiedToken): void {
    this.#entries.set(digest, token);
  }
}

function isStillGood({ notBeforeSeconds, expiresAtSeconds, key, keys }: VerifiedToken, at: Moment): boolean {
  return (
    !hasExpired(expiresAtSeconds, at) &&
    !isNotYetValid(notBeforeSeconds, at) &&
    keys.current(key.kid, at.nowSeconds * 1_000) === key
  );
}
