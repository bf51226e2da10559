import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Installation } from './binaries.ts';
import { canEnter, type OperatingUser } from './operating-user.ts';

/** Where a cluster's programs and its data are. */
export interface Place {
  readonly installation: Installation;
  readonly dataDirectory: string;
}

/**
 * Usually the checkout itself. Root's checkout below a directory of mode 700 (root's own home) is closed to the user
 * that runs PostgreSQL: then programs and data move to a directory of their own, and `dataDirectory` becomes a link
 * to it. Deleting the link is enough to start afresh.
 */
export function placeFor(
  installation: Installation,
  dataDirectory: string,
  user: OperatingUser | undefined,
  stagingParent: string,
): Place {
  mkdirSync(dirname(dataDirectory), { recursive: true });
  if (!user) return { installation, dataDirectory };
  if (canEnter(user, resolve(installation.directory, 'bin')) && canEnter(user, dirname(dataDirectory))) {
    return { installation, dataDirectory };
  }
  const stage = stageBehind(dataDirectory, user, stagingParent);
  return { installation: copyOf(installation, stage), dataDirectory: resolve(stage, 'data') };
}

function stageBehind(dataDirectory: string, user: OperatingUser, stagingParent: string): string {
  const linked = linkTarget(dataDirectory);
  if (linked !== undefined && existsSync(linked)) return dirname(linked);
  // a name that nobody can foresee: whoever else can write to the parent directory cannot have prepared it
  const stage = mkdtempSync(resolve(stagingParent, 'nest-entra-postgres-'));
  const data = resolve(stage, 'data');
  mkdirSync(data, { mode: 0o700 });
  for (const directory of [stage, data]) chownSync(directory, user.uid, user.gid);
  rmSync(dataDirectory, { force: true });
  symlinkSync(data, dataDirectory);
  return stage;
}

function copyOf(installation: Installation, stage: string): Installation {
  const directory = resolve(stage, `postgres-${installation.version}`);
  if (!existsSync(directory)) {
    // under its final name only when complete, so that an interrupted copy is never used
    const partial = `${directory}.partial`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(installation.directory, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, directory);
  }
  return { ...installation, directory };
}

function linkTarget(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;
}
