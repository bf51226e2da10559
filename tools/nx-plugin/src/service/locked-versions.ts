import { readJson, type Tree } from '@nx/devkit';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string } | undefined>>;
}

/** The versions that the workspace has: a new service brings no second copy of Nest. */
export function lockedVersions(tree: Tree): (dependency: string) => string {
  const { packages } = readJson<Lock>(tree, 'package-lock.json');
  return (dependency) => {
    const version = packages[`node_modules/${dependency}`]?.version;
    if (version === undefined) throw new Error(`package-lock.json has no ${dependency}: run npm install.`);
    return version;
  };
}
