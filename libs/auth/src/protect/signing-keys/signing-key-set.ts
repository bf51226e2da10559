import { type Clock } from '../../clock.js';
import { type Authority } from '../../entra/authority.js';
import { InvalidTokenError, KeysUnavailableError } from '../errors/auth.error.js';
import { type KeyPolicy } from './key-policy.js';
import { type KeyObserver } from './key-observer.js';
import { type PublishedKeys } from './published-keys.js';
import { type SigningKey } from './signing-key.js';
import { usableKeysIn } from './usable-keys.js';

type Keys = ReadonlyMap<string, SigningKey>;

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * The signing keys of one tenant, by Microsoft's algorithm: all keys are kept together, refreshed in the background
 * while requests go on, at once for an unknown `kid`, by one fetch at a time; a failing issuer leaves the last good
 * keys in use until their lifetime ends.
 */
export class SigningKeySet {
  #keys: Keys = new Map();
  #confirmedAt = NEVER;
  #refreshDueAt = NEVER;
  #unknownRefusedUntil = NEVER;
  #retryAt = NEVER;
  #failures = 0;
  #refreshing: Promise<RefreshOutcome> | undefined;

  constructor(
    private readonly authority: Authority,
    private readonly published: PublishedKeys,
    private readonly policy: KeyPolicy,
    private readonly clock: Clock,
    private readonly observer: KeyObserver,
  ) {}

  get tenantId(): string {
    return this.authority.tenantId;
  }

  /** How old the keys are, in seconds since they were last confirmed; infinite before the first fetch. */
  get ageSeconds(): number {
    return this.#ageAt(this.clock.now());
  }

  get isUsable(): boolean {
    return this.#isUsableAt(this.clock.now());
  }

  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** The key of that name at a time, in milliseconds, without waiting. A refresh that is due starts, and is not waited for. */
  current(kid: string, now = this.clock.now()): SigningKey | undefined {
    this.refreshIfDue(now);
    return this.#isUsableAt(now) ? this.#keys.get(kid) : undefined;
  }

  /**
   * The key of a name that {@link SigningKeySet.current} does not know: asks the issuer for it.
   *
   * @throws {@link InvalidTokenError} `AUTH_KEY_UNKNOWN`: the issuer has no such key
   * @throws {@link KeysUnavailableError} nobody can say: the issuer does not answer
   */
  async find(kid: string): Promise<SigningKey> {
    if (this.#isCoolingDown) throw new InvalidTokenError('AUTH_KEY_UNKNOWN');

    const outcome = await this.refresh();
    const found = this.current(kid);
    if (found) return found;
    if (outcome === 'failed') throw this.#unavailable();
    if (outcome === 'unchanged') this.#coolDown();
    throw new InvalidTokenError('AUTH_KEY_UNKNOWN');
  }

  /** Starts a refresh if its time has come, and does not wait for it. */
  refreshIfDue(now = this.clock.now()): void {
    if (now < this.#refreshDueAt) return;
    // a failed fetch is an outcome; only an observer that fails, a logger say, could reject, and must not end the process
    this.refresh().catch(() => undefined);
  }

  /** Fetches the keys again; joins a fetch under way, and fails at once while a failing issuer is left alone. */
  refresh(): Promise<RefreshOutcome> {
    if (this.#refreshing) return this.#refreshing;
    if (this.clock.now() < this.#retryAt) return Promise.resolve('failed');
    this.#refreshing = this.#fetch().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #fetch(): Promise<RefreshOutcome> {
    try {
      const { keys, ignored } = usableKeysIn(await this.published.read(), this.authority, this.#keys);
      const outcome = hasNewKey(keys, this.#keys) ? 'changed' : 'unchanged';
      this.#keys = keys;
      this.#confirmedAt = this.clock.now();
      this.#refreshDueAt = this.#inSeconds(this.#nextInterval());
      this.#retryAt = NEVER;
      this.#failures = 0;
      this.observer.refreshed(this.authority, [...keys.keys()], ignored);
      return outcome;
    } catch (error) {
      const wait = Math.min(
        this.policy.firstRetrySeconds * 2 ** this.#failures++,
        this.policy.longestRetrySeconds,
      );
      this.#retryAt = this.#refreshDueAt = this.#inSeconds(wait);
      this.observer.failed(this.authority, error, this.isUsable);
      return 'failed';
    }
  }

  #ageAt(now: number): number {
    return (now - this.#confirmedAt) / 1_000;
  }

  #isUsableAt(now: number): boolean {
    return this.#ageAt(now) < this.policy.lifetimeSeconds;
  }

  get #isCoolingDown(): boolean {
    return this.isUsable && this.clock.now() < this.#unknownRefusedUntil;
  }

  #coolDown(): void {
    this.#unknownRefusedUntil = this.#inSeconds(this.policy.unknownKeyCooldownSeconds);
  }

  #unavailable(): KeysUnavailableError {
    return new KeysUnavailableError(Math.max(1, Math.ceil((this.#retryAt - this.clock.now()) / 1_000)));
  }

  #nextInterval(): number {
    return this.policy.refreshIntervalSeconds * (1 + this.policy.refreshJitter * Math.random());
  }

  #inSeconds(seconds: number): number {
    return this.clock.now() + seconds * 1_000;
  }
}

export type RefreshOutcome = 'changed' | 'unchanged' | 'failed';

function hasNewKey(keys: Keys, before: Keys): boolean {
  return [...keys.keys()].some((kid) => keys.get(kid) !== before.get(kid));
}
