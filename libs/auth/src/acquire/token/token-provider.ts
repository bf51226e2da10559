import { Logger } from '@nestjs/common';
import { type Clock } from '../../clock.js';
import { type AcquireMetrics, type TokenRequestReason } from '../telemetry/acquire-metrics.js';
import { type AccessToken } from './access-token.js';
import { type IssuedToken } from './issued-token.js';
import { type RefreshPolicy } from './refresh-policy.js';
import { keep, openSlot, recordFailure, usableToken, type TokenSlot } from './token-slot.js';

/** Fetches a token from the issuer, once. */
export type RequestToken = (scope: string) => Promise<IssuedToken>;

/** The state of one scope, without its token. */
export interface ScopeReport {
  readonly scope: string;
  /** The valid token at hand, if there is one. */
  readonly token: { readonly issuedAt: number; readonly expiresAt: number } | undefined;
  /** Whether a request is on its way. */
  readonly requesting: boolean;
  /** Why the last request failed; `undefined` once one has succeeded. */
  readonly failure: Error | undefined;
}

/**
 * Tokens that are always there. A token at hand is served until it really expires; renewing it happens behind the
 * callers' backs and cannot hurt them; per scope there is never more than one request on its way.
 *
 * @example
 * ```ts
 * const token = await tokens.getToken('api://0000…/.default');
 * ```
 */
export class TokenProvider {
  readonly #logger = new Logger('EntraToken');
  readonly #slots = new Map<string, TokenSlot>();

  /** @internal {@link EntraClientModule} makes it. */
  constructor(
    private readonly requestToken: RequestToken,
    private readonly policy: RefreshPolicy,
    private readonly clock: Clock,
    private readonly metrics: AcquireMetrics,
  ) {}

  /**
   * A valid token. Costs a map look-up while one is at hand.
   *
   * @param scope - `<application id URI>/.default`
   * @throws {@link TokenError} `TOKEN_…` when there is no valid token and none can be had
   * @throws {@link CredentialError} `CREDENTIAL_…` when no credential could be loaded
   */
  getToken(scope: string): Promise<AccessToken> {
    const slot = this.#slots.get(scope);
    if (!slot) return this.#open(scope);
    const now = this.clock.now();
    const held = usableToken(slot, now);
    if (!held) return this.#fetch(slot, now, 'cold');
    if (slot.distrusted && now >= slot.replacedAt + this.policy.minDistrustIntervalMs) {
      return this.#replace(slot, now).catch(() => held.token);
    }
    if (now >= held.refreshAt) this.#refreshInBackground(slot, now);
    return held.ready;
  }

  /**
   * Another token than the one that an API refused with 401; `undefined` when that was fetched just now, so that a
   * third would not help either.
   */
  async replacementFor(refused: AccessToken, scope: string): Promise<AccessToken | undefined> {
    const slot = this.#slots.get(scope);
    if (!slot) return undefined;
    if (slot.flight) return await slot.flight;
    const now = this.clock.now();
    const held = usableToken(slot, now);
    if (held && held.token !== refused) return held.token;
    if (now < slot.replacedAt + this.policy.minReplacementIntervalMs) return undefined;
    return await this.#replace(slot, now);
  }

  /** An API answered 403 to this token: the next caller gets a fresh one, in case a role was granted meanwhile. */
  distrust(token: AccessToken, scope: string): void {
    const slot = this.#slots.get(scope);
    if (slot?.held?.token === token) slot.distrusted = true;
  }

  /** Every scope that was asked for, for health and metrics. */
  report(): readonly ScopeReport[] {
    const now = this.clock.now();
    return [...this.#slots.values()].map((slot) => {
      const held = usableToken(slot, now);
      const token = held && { issuedAt: held.issuedAt, expiresAt: held.token.expiresAt };
      return { scope: slot.scope, token, requesting: slot.flight !== undefined, failure: slot.lastFailure };
    });
  }

  async #open(scope: string): Promise<AccessToken> {
    const slot = openSlot(scope);
    this.#slots.set(scope, slot);
    return await this.#fetch(slot, this.clock.now(), 'cold');
  }

  async #replace(slot: TokenSlot, now: number): Promise<AccessToken> {
    slot.replacedAt = now;
    return await this.#fetch(slot, now, 'replacement');
  }

  #refreshInBackground(slot: TokenSlot, now: number): void {
    if (slot.flight || now < slot.notBefore) return;
    this.#fetch(slot, now, 'refresh').catch((error: unknown) => {
      this.#logger.warn(
        `The token for ${slot.scope} is not renewed yet, the one at hand serves on. ${String(error)}`,
      );
    });
  }

  /** Joins the request on its way, fails at once while the issuer is left alone, or asks. */
  async #fetch(slot: TokenSlot, now: number, reason: TokenRequestReason): Promise<AccessToken> {
    if (slot.flight) return await slot.flight;
    if (slot.lastFailure && now < slot.notBefore) throw slot.lastFailure;
    slot.flight = this.#request(slot, reason).finally(() => (slot.flight = undefined));
    return await slot.flight;
  }

  async #request(slot: TokenSlot, reason: TokenRequestReason): Promise<AccessToken> {
    const { scope } = slot;
    try {
      const issued = await this.metrics.timeTokenRequest(scope, reason, () => this.requestToken(scope));
      return keep(slot, issued, this.clock.now(), this.policy);
    } catch (error) {
      recordFailure(slot, error as Error, this.clock.now(), this.policy);
      throw error;
    }
  }
}
