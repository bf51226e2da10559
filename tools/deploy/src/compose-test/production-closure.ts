import { read } from '../repository.ts';

/** One entry of package-lock.json, version 3. */
interface LockedPackage {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

type Lock = Readonly<Record<string, LockedPackage | undefined>>;

/**
 * Every package that a workspace needs to run, by walking the lock file. An optional peer (Azure's SDKs, for who only
 * protects) is among them only if somebody on the way depends on it.
 *
 * Worked out here a second time, by other means than npm's, because the first time is what is being tested.
 */
export function productionClosure(workspace: string): ReadonlySet<string> {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Lock };
  const needed = new Set<string>();
  const queue = [workspace];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (needed.has(path)) continue;
    needed.add(path);
    for (const name of neededBy(packages[path] ?? {})) {
      const found = resolveFrom(packages, path, name);
      if (found !== undefined) queue.push(found);
    }
  }
  return new Set([...needed].flatMap((path) => nameOf(path)));
}

function neededBy(entry: LockedPackage): string[] {
  const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = entry;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** Where Node would find the package: in the nearest `node_modules`. */
function resolveFrom(packages: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const found = packages[path];
    if (found) return found.link ? found.resolved : path;
    if (folder === '') return undefined;
  }
}

function nameOf(path: string): string[] {
  const [, name] = /.*node_modules\/(.+)$/.exec(path) ?? [];
  return name === undefined ? [] : [name];
}
