import { Logger } from '@nestjs/common';
import { type Clock } from '../../clock.js';
import { TokenError } from '../acquire-error.js';
import { AccessToken } from './access-token.js';
import { backoff, refreshTime, type RefreshPolicy } from './refresh-policy.js';
import { type IssuedToken } from './issued-token.js';

/** Fetches a token, once, from the issuer. */
export type RequestToken = (scope: string) => Promise<IssuedToken>;

interface HeldToken {
  readonly token: AccessToken;
  /** Resolved once: a warm call allocates nothing. */
  readonly ready: Promise<AccessToken>;
  readonly refreshAt: number;
}

/** Everything known about one scope. */
interface Slot {
  readonly scope: string;
  held: HeldToken | undefined;
  /** The one request on its way, whoever waits for it. */
  flight: Promise<AccessToken> | undefined;
  failures: number;
  lastFailure: Error | undefined;
  /** No request before this time. */
  notBefore: number;
  /** The other API answered 403: see whether a fresh token helps. */
  distrusted: boolean;
  /** When the token was last replaced ahead of its time. */
  replacedAt: number;
}

const SCOPE = /^\S+\/\.default$/;

/**
 * Tokens that are always there. A token at hand is served until it really expires; renewing it happens behind the
 * callers' backs and cannot hurt them; there is never more than one request per scope on its way.
 *
 * @example const token = await tokens.getToken('api://0000…/.default');
 */
export class TokenProvider {
  readonly #logger = new Logger('EntraToken');
  readonly #slots = new Map<string, Slot>();

  constructor(
    private readonly requestToken: RequestToken,
    private readonly clock: Clock,
    private readonly policy: RefreshPolicy,
    private readonly random: () => number = Math.random,
  ) {}

  /**
   * @param scope `<application id URI>/.default`
   * @throws {TokenError} `TOKEN_…` when there is no valid token and none can be had
   * @throws {CredentialError} `CREDENTIAL_…` when no credential could be loaded
   */
  getToken(scope: string): Promise<AccessToken> {
    const slot = this.#slots.get(scope) ?? this.#open(scope);
    const now = this.clock.now();
    const held = usable(slot, now);
    if (!held) return this.#fetch(slot, now);
    if (slot.distrusted && now >= slot.replacedAt + this.policy.minDistrustIntervalMs) {
      return this.#replace(slot, now).catch(() => held.token);
    }
    if (now >= held.refreshAt) this.#refreshInBackground(slot, now);
    return held.ready;
  }

  /** A token other than the one an API refused with 401, or `undefined` when one was fetched just now. */
  async replacementFor(scope: string, refused: AccessToken): Promise<AccessToken | undefined> {
    const slot = this.#slots.get(scope) ?? this.#open(scope);
    const now = this.clock.now();
    if (slot.flight) return slot.flight;
    const held = usable(slot, now);
    if (held && held.token !== refused) return held.token;
    if (now < slot.replacedAt + this.policy.minReplacementIntervalMs) return undefined;
    return this.#replace(slot, now);
  }

  /** An API answered 403 to this token: the next caller gets a fresh one, in case a role was granted meanwhile. */
  distrust(scope: string, token: AccessToken): void {
    const slot = this.#slots.get(scope);
    if (slot?.held?.token === token) slot.distrusted = true;
  }

  /** For health and metrics: the scopes that were asked for, without their tokens. */
  report(): readonly ScopeReport[] {
    const now = this.clock.now();
    return [...this.#slots.values()].map((slot) => ({
      scope: slot.scope,
      expiresAt: usable(slot, now)?.token.expiresAt,
      failure: slot.lastFailure,
    }));
  }

  #open(scope: string): Slot {
    if (!SCOPE.test(scope)) {
      throw new TokenError(
        'TOKEN_SCOPE_INVALID',
        `'${scope}' is not of the form <application id URI>/.default.`,
      );
    }
    const slot: Slot = {
      scope,
      held: undefined,
      flight: undefined,
      failures: 0,
      lastFailure: undefined,
      notBefore: -Infinity,
      distrusted: false,
      replacedAt: -Infinity,
    };
    this.#slots.set(scope, slot);
    return slot;
  }

  #replace(slot: Slot, now: number): Promise<AccessToken> {
    slot.replacedAt = now;
    return this.#fetch(slot, now);
  }

  #refreshInBackground(slot: Slot, now: number): void {
    if (slot.flight || now < slot.notBefore) return;
    this.#fetch(slot, now).catch((error: unknown) => {
      this.#logger.warn(
        `The token for ${slot.scope} could not be renewed yet; the one at hand serves on: ${(error as Error).message}`,
      );
    });
  }

  /** Joins the request on its way, fails at once while the issuer is being left alone, or asks. */
  #fetch(slot: Slot, now: number): Promise<AccessToken> {
    if (slot.flight) return slot.flight;
    if (slot.lastFailure && now < slot.notBefore) return Promise.reject(slot.lastFailure);
    slot.flight = this.requestToken(slot.scope)
      .then(
        (issued) => this.#keep(slot, issued),
        (error: unknown) => this.#fail(slot, error),
      )
      .finally(() => (slot.flight = undefined));
    return slot.flight;
  }

  #keep(slot: Slot, issued: IssuedToken): AccessToken {
    const issuedAt = this.clock.now();
    const token = new AccessToken(issued.value.reveal(), issuedAt + issued.lifetimeMs);
    const refreshOn = issued.refreshInMs === undefined ? undefined : issuedAt + issued.refreshInMs;
    const refreshAt = refreshTime(
      { issuedAt, expiresAt: token.expiresAt, refreshOn },
      this.policy,
      this.random,
    );
    slot.held = { token, ready: Promise.resolve(token), refreshAt };
    slot.failures = 0;
    slot.lastFailure = undefined;
    slot.notBefore = -Infinity;
    slot.distrusted = false;
    return token;
  }

  #fail(slot: Slot, error: unknown): never {
    const failure = error instanceof Error ? error : new Error(String(error));
    const retryAfterMs = failure instanceof TokenError ? failure.retryAfterMs : undefined;
    slot.failures += 1;
    slot.lastFailure = failure;
    slot.notBefore = this.clock.now() + backoff(slot.failures, retryAfterMs, this.policy);
    throw failure;
  }
}

export interface ScopeReport {
  readonly scope: string;
  /** `undefined` when there is no valid token. */
  readonly expiresAt: number | undefined;
  /** Why the last request failed; `undefined` once one has succeeded. */
  readonly failure: Error | undefined;
}

function usable(slot: Slot, now: number): HeldToken | undefined {
  return slot.held && now < slot.held.token.expiresAt ? slot.held : undefined;
}
