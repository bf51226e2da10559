import { SecondChanceCache } from './second-chance-cache.js';
import { readTokenHeader, type TokenHeader } from './token-header.js';

/** More than an issuer signs with at a time, old and new keys together. */
const MAX_KNOWN_HEADERS = 32;

/**
 * All tokens that one key signed begin with the same text, so that text is decoded and checked once. Only headers of
 * accepted tokens are remembered: nobody without a key can fill this, or empty it.
 */
export class KnownHeaders {
  readonly #headers = new SecondChanceCache<string, TokenHeader>(MAX_KNOWN_HEADERS);

  /** @throws {@link InvalidTokenError} as {@link readTokenHeader}, which this is where the text is new */
  read(encoded: string): TokenHeader {
    return this.#headers.get(encoded) ?? readTokenHeader(encoded);
  }

  remember(encoded: string, header: TokenHeader): void {
    if (this.#headers.get(encoded)) return;
    // a copy: V8 makes a part of a string a view of the whole, and the whole is a bearer token
    this.#headers.set(Buffer.from(encoded).toString(), header);
  }
}
