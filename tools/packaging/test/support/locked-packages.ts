import { resolve } from 'node:path';
import { readJson, repository } from '../../src/repository.ts';

interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
}

const { packages } = readJson(resolve(repository, 'package-lock.json')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

/** `name@version`, in the version that this workspace tests with. */
export function locked(name: string): string {
  const version = packages[`node_modules/${name}`]?.version;
  if (version === undefined) throw new Error(`the workspace has no ${name}`);
  return `${name}@${version}`;
}

/**
 * A lock file that knows every foreign package of this workspace. npm takes what an application needs in the version that
 * is in it, and drops the rest: the application gets the versions that `npm ci` has just put into npm's cache here, so it
 * needs no network and no new release can break it.
 */
export function seedLock(name: string): object {
  const foreign = Object.entries(packages).filter(
    ([path, { link }]) => path.startsWith('node_modules/') && !link,
  );
  return {
    name,
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name }, ...Object.fromEntries(foreign) },
  };
}
