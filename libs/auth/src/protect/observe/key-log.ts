import { Logger } from '@nestjs/common';
import { type Authority } from '../../entra/authority.js';
import { type KeyObserver } from '../signing-keys/key-observer.js';
import { type IgnoredKey } from '../signing-keys/signing-key.js';
import { type Instruments } from './instruments.js';

/** Tells what happens to the signing keys: every failure, and a success only where it changes something. */
export class KeyLog implements KeyObserver {
  readonly #logger = new Logger('EntraSigningKeys');
  readonly #lastTold = new Map<string, string>();

  constructor(private readonly instruments: Instruments) {}

  refreshed({ tenantId }: Authority, kids: readonly string[], ignored: readonly IgnoredKey[]): void {
    this.instruments.keysFetched(tenantId, 'succeeded');
    const state = JSON.stringify([kids, ignored]);
    if (this.#lastTold.get(tenantId) === state) return;
    this.#lastTold.set(tenantId, state);
    this.#logger.log({ event: 'auth.keys.changed', tenantId, kids });
    for (const { kid, reason } of ignored) {
      this.#logger.warn({
        event: 'auth.keys.ignored',
        message: 'signing key ignored',
        tenantId,
        kid,
        reason,
      });
    }
  }

  failed({ tenantId, keysUri }: Authority, cause: unknown, lastKnownGood: boolean): void {
    this.instruments.keysFetched(tenantId, 'failed');
    this.#lastTold.delete(tenantId);
    this.#logger.warn({
      event: 'auth.keys.unavailable',
      message: lastKnownGood
        ? 'the signing keys could not be refreshed: going on with the last known good ones'
        : 'the signing keys could not be fetched: every token is answered with 503',
      tenantId,
      keysUri,
      reason: reasonOf(cause),
    });
  }
}

/** `fetch` says "fetch failed" and hides why (DNS, refused, TLS) in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}
