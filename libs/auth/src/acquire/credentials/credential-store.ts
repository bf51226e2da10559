import { Logger } from '@nestjs/common';
import { type Clock } from '../../clock.js';
import { CredentialError } from '../acquire-error.js';
import { type AcquireMetrics } from '../telemetry/acquire-metrics.js';
import { CredentialExpiryWarning } from './credential-expiry.js';
import { type CredentialPolicy } from './credential-policy.js';
import { type Credential } from './credential.js';
import { loadCredential } from './load-credential.js';
import { type LoadedCredential } from './loaded-credential.js';

interface Held {
  readonly credential: LoadedCredential;
  /** Position of its source in the configured list. */
  readonly rank: number;
  readonly loadedAt: number;
}

/**
 * The credential in use, and where the next one comes from. A running service never loses the credential it has: a
 * failing vault leaves it in place, and a new version that the issuer does not know yet gives way to the previous one.
 */
export class CredentialStore {
  readonly #logger = new Logger('EntraCredential');
  readonly #expiryWarning: CredentialExpiryWarning;
  #held: Held | undefined;
  #previous: Held | undefined;
  #firstLoad: Promise<Held> | undefined;
  #reread: Promise<void> | undefined;
  #rereadAt = -Infinity;

  constructor(
    private readonly sources: readonly [Credential, ...Credential[]],
    private readonly clock: Clock,
    private readonly policy: CredentialPolicy,
    private readonly metrics: AcquireMetrics,
  ) {
    this.#expiryWarning = new CredentialExpiryWarning(policy.expiryWarningsMs);
  }

  /** What is in use and since when, for health and metrics. */
  get held(): (LoadedCredential & { readonly loadedAt: number }) | undefined {
    return this.#held && { ...this.#held.credential, loadedAt: this.#held.loadedAt };
  }

  /** @throws {@link CredentialError} when nothing could ever be loaded */
  async current(): Promise<LoadedCredential> {
    if (this.#held) return this.#held.credential;
    this.#firstLoad ??= this.#load(this.sources)
      .then((held) => this.#adopt(held))
      .finally(() => (this.#firstLoad = undefined));
    return (await this.#firstLoad).credential;
  }

  /** After the issuer refused a credential: another one that is worth one try. */
  async replacementFor(refused: LoadedCredential): Promise<LoadedCredential | undefined> {
    if (this.#isInUse(refused)) await this.#readAgainIfDue(refused);
    if (this.#isInUse(refused)) this.#returnToPrevious();
    return this.#isInUse(refused) ? undefined : this.#held?.credential;
  }

  /** Looks for a new version, and warns of an end that comes near. Never throws: the one in use stays. */
  async poll(): Promise<void> {
    if (!this.#held) return;
    await this.#readAgain(this.sources.slice(0, this.#held.rank + 1));
    this.#warnOfExpiry(this.#held.credential);
  }

  #isInUse(credential: LoadedCredential): boolean {
    return this.#held?.credential === credential;
  }

  async #readAgainIfDue(refused: LoadedCredential): Promise<void> {
    const isDue = this.clock.now() >= this.#rereadAt + this.policy.minRereadIntervalMs;
    if (isDue) this.#rereadAt = this.clock.now();
    if (isDue || this.#reread) await this.#readAgain(this.sources, refused);
  }

  /** One read at a time, whoever wants it. */
  async #readAgain(sources: readonly Credential[], refused?: LoadedCredential): Promise<void> {
    this.#reread ??= this.#load(sources, refused)
      .then((found) => void this.#adopt(found))
      .catch((error: unknown) =>
        this.#logger.warn(`Keeping the credential in use: ${(error as Error).message}`),
      )
      .finally(() => (this.#reread = undefined));
    await this.#reread;
  }

  /** The first source that gives a usable credential, other than the refused one. */
  async #load(sources: readonly Credential[], refused?: LoadedCredential): Promise<Held> {
    const failures: Error[] = [];
    for (const [rank, source] of sources.entries()) {
      try {
        const credential = await this.metrics.countCredentialRead(source.kind, () =>
          loadCredential(source, this.clock),
        );
        if (!refused || !isSame(credential, refused)) return { credential, rank, loadedAt: this.clock.now() };
        failures.push(new Error(`${credential.source} is still the one that was refused`));
      } catch (error) {
        failures.push(error as Error);
        if (rank < sources.length - 1)
          this.#logger.warn(`Trying the next credential source: ${(error as Error).message}`);
      }
    }
    throw noneUsable(failures);
  }

  /** The same version read again stays the same object: whoever compares sees that nothing changed. */
  #adopt(found: Held): Held {
    if (this.#held && isSame(found.credential, this.#held.credential)) return this.#held;
    this.#previous = this.#held;
    this.#held = found;
    this.#logger.log(`Using ${found.credential.source}${this.#previous ? ', in its new version' : ''}.`);
    this.#warnOfExpiry(found.credential);
    return found;
  }

  /** Vault first, directory second: until the new version is registered, the old one still opens the door. */
  #returnToPrevious(): void {
    if (!this.#previous) return;
    [this.#held, this.#previous] = [this.#previous, this.#held];
    this.#logger.warn(
      `The issuer does not know the new version yet: going back to the previous ${this.#held.credential.source}.`,
    );
  }

  #warnOfExpiry(credential: LoadedCredential): void {
    const warning = this.#expiryWarning.next(credential, this.clock.now());
    if (warning) this.#logger.warn(warning);
  }
}

const isSame = (a: LoadedCredential, b: LoadedCredential) => a.source === b.source && a.version === b.version;

function noneUsable(failures: readonly Error[]): Error {
  const [only, ...others] = failures;
  if (only && others.length === 0) return only;
  return new CredentialError('CREDENTIAL_NONE_USABLE', failures.map(({ message }) => message).join(' | '), {
    cause: new AggregateError(failures),
  });
}
