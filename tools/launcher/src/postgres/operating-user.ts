import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { executable, type Installation } from './binaries.ts';

/** The account that runs PostgreSQL when we are root, which PostgreSQL refuses to be run by. */
export interface OperatingUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Nobody in particular, unless the checkout has an owner: then that one (e.g. under `sudo`), who can still
 * read and delete the data afterwards.
 *
 * @returns `undefined` when this process is an ordinary user and can run PostgreSQL itself.
 */
export function operatingUser(ownedDirectory: string): OperatingUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync(ownedDirectory);
  // initdb looks its own user up by name, so an owner known only by number (a mounted volume) does not do
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map(accountOf);
  const owner = accounts.find((account) => account.uid === uid);
  if (uid !== 0 && owner) return { uid, gid };
  const nobody = accounts.find((account) => account.name === 'nobody');
  if (nobody) return { uid: nobody.uid, gid: nobody.gid };
  throw new Error(
    'PostgreSQL does not run as root and there is no user "nobody": run this as an ordinary user.',
  );
}

/** Whether the user can enter a directory: asked of the kernel, which also knows access lists and mount options. */
export function canEnter(user: OperatingUser, directory: string): boolean {
  return spawnSync('test', ['-x', directory], { ...user, stdio: 'ignore', cwd: '/' }).status === 0;
}

/** Whether the user can run these programs: tried, because that needs every library to be readable as well. */
export function canRun(user: OperatingUser, installation: Installation): boolean {
  const postgres = executable(installation, 'postgres');
  return spawnSync(postgres, ['--version'], { ...user, stdio: 'ignore', cwd: '/' }).status === 0;
}

interface Account extends OperatingUser {
  readonly name: string | undefined;
}

/** One line of passwd(5). */
function accountOf(line: string): Account {
  const [name, , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}
