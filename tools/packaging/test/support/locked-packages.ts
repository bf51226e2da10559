import { resolve } from 'node:path';
import { readJson, repository } from '../../src/repository.ts';
import { type Manifest } from '../../src/stage/published-manifest.ts';

interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
}

const { packages } = readJson(resolve(repository, 'package-lock.json')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

/** The version that this workspace tests with. */
export function lockedVersion(name: string): string {
  const version = packages[`node_modules/${name}`]?.version;
  if (version === undefined) throw new Error(`the workspace has no ${name}`);
  return version;
}

/** A tarball that `npm pack` made, and what its package.json says. */
export interface PackedLibrary {
  readonly file: string;
  readonly manifest: Manifest;
}

/** The package.json of an application, as far as npm installs by it. */
export interface Application {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * A lock file that knows the packed library and every foreign package of this workspace. npm takes what an application
 * needs in the version that is in it, and drops the rest: the application gets the packages that `npm ci` has just put
 * into npm's cache here, so it needs no network and no new release can break it.
 *
 * The library has to be in it too: npm asks the registry about the peers of what it does not know yet.
 */
export function seedLock(application: Application, { file, manifest }: PackedLibrary): object {
  const foreign = Object.entries(packages).filter(
    ([path, { link }]) => path.startsWith('node_modules/') && !link,
  );
  const { name, version, dependencies, peerDependencies, peerDependenciesMeta } = manifest;
  const library = {
    version,
    resolved: `file:${file}`,
    dependencies,
    peerDependencies,
    peerDependenciesMeta,
  };
  return {
    name: application.name,
    lockfileVersion: 3,
    requires: true,
    packages: { '': application, [`node_modules/${name}`]: library, ...Object.fromEntries(foreign) },
  };
}
