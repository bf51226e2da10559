import { hash } from 'node:crypto';
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
  readonly #entries = new Map<TokenDigest, VerifiedToken>();

  constructor(private readonly maxEntries: number) {}

  find(digest: TokenDigest, at: Moment): VerifiedToken | undefined {
    const entry = this.#entries.get(digest);
    if (!entry) return undefined;
    this.#entries.delete(digest);
    if (!isStillGood(entry, at)) return undefined;
    this.#entries.set(digest, entry); // a Map keeps the order of insertion: the last one is the newest
    return entry;
  }

  remember(digest: TokenDigest, token: VerifiedToken): void {
    this.#entries.set(digest, token);
    if (this.#entries.size > this.maxEntries) this.#dropOldest();
  }

  #dropOldest(): void {
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest as TokenDigest);
  }
}

function isStillGood({ notBeforeSeconds, expiresAtSeconds, key, keys }: VerifiedToken, at: Moment): boolean {
  return (
    !hasExpired(expiresAtSeconds, at) && !isNotYetValid(notBeforeSeconds, at) && keys.current(key.kid) === key
  );
}
