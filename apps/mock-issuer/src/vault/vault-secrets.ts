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

export interface DeletedSecret {
  readonly newest: SecretVersion;
  readonly versions: readonly SecretVersion[];
  readonly deletedAt: Date;
}

type Contents = ReadonlyMap<string, readonly SecretVersion[]>;
type Deleted = ReadonlyMap<string, DeletedSecret>;

const keyOf = (name: string) => name.toLowerCase();

/** The vault's contents: versions by name, newest last, and what was deleted but can be recovered. Names ignore case. */
export class VaultSecrets {
  #contents: Contents = new Map();
  #deleted: Deleted = new Map();

  constructor(private readonly clock: MockClock) {}

  get(name: string, version?: string): SecretVersion | undefined {
    const versions = this.versions(name);
    return version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
  }

  versions(name: string): readonly SecretVersion[] {
    return this.#contents.get(keyOf(name)) ?? [];
  }

  /** The newest version of every secret. */
  list(): readonly SecretVersion[] {
    return [...this.#contents.values()].flatMap((versions) => versions.slice(-1));
  }

  set(name: string, secret: NewSecret): SecretVersion {
    const now = this.clock.now();
    const version = randomUUID().replaceAll('-', '');
    const added = { enabled: true, ...secret, name, version, created: now, updated: now };
    this.#contents = new Map(this.#contents).set(keyOf(name), [...this.versions(name), added]);
    return added;
  }

  /** Soft delete, which Key Vault no longer lets anybody turn off. */
  delete(name: string): DeletedSecret | undefined {
    const versions = this.versions(name);
    const newest = versions.at(-1);
    if (!newest) return undefined;
    const deleted = { newest, versions, deletedAt: this.clock.now() };
    this.#deleted = new Map(this.#deleted).set(keyOf(name), deleted);
    this.#contents = without(this.#contents, keyOf(name));
    return deleted;
  }

  deleted(name: string): DeletedSecret | undefined {
    return this.#deleted.get(keyOf(name));
  }

  recover(name: string): SecretVersion | undefined {
    const deleted = this.deleted(name);
    if (!deleted) return undefined;
    this.#contents = new Map(this.#contents).set(keyOf(name), deleted.versions);
    this.purge(name);
    return deleted.newest;
  }

  purge(name: string): void {
    this.#deleted = without(this.#deleted, keyOf(name));
  }

  /** @returns what brings back the contents of this moment */
  snapshot(): () => void {
    const [contents, deleted] = [this.#contents, this.#deleted];
    return () => {
      this.#contents = contents;
      this.#deleted = deleted;
    };
  }
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
