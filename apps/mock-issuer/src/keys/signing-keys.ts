import { type MockClock } from '../clock.js';
import { createKeyWithCertificate, type KeyWithCertificate } from './certificate.js';
import { readKey, writeKey } from './key-file.js';

const lifetimeDays = 5 * 365;
const dayMs = 86_400_000;

/** `active` signs and is published; `published` only verifies: not yet or no longer the one that signs. */
export interface SigningKey extends KeyWithCertificate {
  readonly kid: string;
  readonly state: 'active' | 'published';
  readonly createdAt: Date;
}

/**
 * The tenant's token signing keys. A withdrawn key leaves the published set at once, as Entra removes keys in an
 * emergency; everything it signed stays formally valid until clients fetch the set again.
 */
export class SigningKeys {
  #keys: SigningKey[] = [];

  private constructor(private readonly clock: MockClock) {}

  /** @param file keeps the first key from one start to the next; what the control API makes later is not kept. */
  static async create(clock: MockClock, file?: string): Promise<SigningKeys> {
    const keys = new SigningKeys(clock);
    const kept = file === undefined ? undefined : readKey(file);
    if (kept) keys.#keys = [{ ...kept, kid: kept.sha1Thumbprint, state: 'active', createdAt: clock.now() }];
    else await keys.rotate();
    if (file !== undefined && !kept) writeKey(file, keys.active);
    return keys;
  }

  /** Every published key, the active one first. */
  list(): readonly SigningKey[] {
    return this.#keys.toSorted((a, b) => Number(b.state === 'active') - Number(a.state === 'active'));
  }

  find(kid: string | undefined): SigningKey | undefined {
    return this.#keys.find((key) => key.kid === kid);
  }

  get active(): SigningKey {
    const active = this.#keys.find((key) => key.state === 'active');
    if (!active) throw new Error('There is always one active key: rotate() and withdraw() see to it.');
    return active;
  }

  /** Publishes a key that does not sign yet, as Entra does ahead of a rotation. */
  async prePublish(): Promise<SigningKey> {
    const key = await this.#create('published');
    this.#keys = [...this.#keys, key];
    return key;
  }

  /** Signs from now on with the published key `kid`, or with a brand-new key that no client has seen yet. */
  async rotate(kid?: string): Promise<SigningKey | undefined> {
    const next = kid === undefined ? await this.prePublish() : this.find(kid);
    if (!next) return undefined;
    this.#keys = this.#keys.map((key) => ({ ...key, state: key.kid === next.kid ? 'active' : 'published' }));
    return this.active;
  }

  /** Removes a key from the published set; a withdrawn active key is replaced first. */
  async withdraw(kid: string): Promise<SigningKey | undefined> {
    const key = this.find(kid);
    if (!key) return undefined;
    if (key.state === 'active') await this.rotate();
    this.#keys = this.#keys.filter((other) => other.kid !== kid);
    return key;
  }

  /** @returns what brings back the keys of this moment */
  snapshot(): () => void {
    const kept = this.#keys;
    return () => {
      this.#keys = kept;
    };
  }

  async #create(state: SigningKey['state']): Promise<SigningKey> {
    const createdAt = this.clock.now();
    const certificate = await createKeyWithCertificate({
      commonName: 'accounts.accesscontrol.windows.net',
      notBefore: createdAt,
      notAfter: new Date(createdAt.getTime() + lifetimeDays * dayMs),
    });
    return { ...certificate, kid: certificate.sha1Thumbprint, state, createdAt };
  }
}
