import { randomUUID } from 'node:crypto';
import { type MockClock } from '../clock.js';

export interface SecretVersion {
  readonly name: string;
  readonly version: string;
  readonly value: string;
  readonly contentType?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly enabled: boolean;
  readonly notBefore?: Date | undefined;
  readonly expires?: Date | undefined;
  readonly created: Date;
  readonly updated: Date;
}

export type NewSecret = Pick<SecretVersion, 'value'> &
  Partial<Pick<SecretVersion, 'contentType' | 'tags' | 'enabled' | 'notBefore' | 'expires'>>;

/** The vault's contents: versions by name, newest last. */
export class VaultSecrets {
  #versions = new Map<string, SecretVersion[]>();

  constructor(private readonly clock: MockClock) {}

  /** Names are case-insensitive in Key Vault. */
  get(name: string, version?: string): SecretVersion | undefined {
    const versions = this.versions(name);
    return version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
  }

  versions(name: string): readonly SecretVersion[] {
    return this.#versions.get(name.toLowerCase()) ?? [];
  }

  /** The newest version of every secret, by name. */
  list(): readonly SecretVersion[] {
    return [...this.#versions.values()].flatMap((versions) => versions.slice(-1));
  }

  set(name: string, secret: NewSecret): SecretVersion {
    const now = this.clock.now();
    const version = randomUUID().replaceAll('-', '');
    const added = { enabled: true, ...secret, name, version, created: now, updated: now };
    this.#versions.set(name.toLowerCase(), [...this.versions(name), added]);
    return added;
  }

  delete(name: string): SecretVersion | undefined {
    const newest = this.get(name);
    this.#versions.delete(name.toLowerCase());
    return newest;
  }

  /** @returns what brings back the contents of this moment */
  snapshot(): () => void {
    const kept = new Map(this.#versions);
    return () => {
      this.#versions = new Map(kept);
    };
  }
}
