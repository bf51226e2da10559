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
import { canEnter, canRun, type OperatingUser } from './operating-user.ts';

/** Open to every user and kept over a restart of the machine. Only used when root starts PostgreSQL. */
const stagingParent = '/var/tmp';

/** Where a cluster's programs and its data are. */
export interface Place {
  readonly installation: Installation;
  readonly dataDirectory: string;
}

/**
 * Usually the checkout itself. A checkout below a directory of mode 700 (root's own home) is closed to the user that
 * runs PostgreSQL for root: then programs and data go where that user can reach them.
 */
export function placeFor(
  installation: Installation,
  dataDirectory: string,
  user: OperatingUser | undefined,
): Place {
  mkdirSync(dirname(dataDirectory), { recursive: true });
  if (!user) return { installation, dataDirectory };
  const reachable = canEnter(user, dirname(dataDirectory))
    ? dataDirectory
    : linkedDirectory(dataDirectory, user);
  return {
    installation: canRun(user, installation) ? installation : copyOf(installation, dirname(reachable)),
    dataDirectory: reachable,
  };
}

/** Leaves a link where the data would be, so that it is found again, and forgotten when `.data` is deleted. */
function linkedDirectory(link: string, user: OperatingUser): string {
  const known = linkTarget(link);
  if (known !== undefined && existsSync(known)) return known;
  // a name that nobody can foresee: whoever else can write to the parent cannot have prepared it
  const stage = mkdtempSync(resolve(stagingParent, 'nest-entra-postgres-'));
  const data = resolve(stage, 'data');
  mkdirSync(data, { mode: 0o700 });
  for (const directory of [stage, data]) chownSync(directory, user.uid, user.gid);
  rmSync(link, { force: true });
  symlinkSync(data, link);
  return data;
}

function copyOf(installation: Installation, parent: string): Installation {
  const directory = resolve(parent, `postgres-${installation.version}`);
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
