import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { executable } from './binaries.ts';
import { minimalEnvironment } from './minimal-environment.ts';
import { type OperatingUser } from './operating-user.ts';
import { type Place } from './staging.ts';

export interface InitialiseOptions {
  readonly password: string;
  readonly user: OperatingUser | undefined;
  /** Leave out the flush to disk: for clusters that nobody needs after a power cut. */
  readonly throwaway: boolean;
}

/** Creates the cluster where there is none yet. Only password logins, for the superuser too. */
export function initialise({ installation, dataDirectory }: Place, options: InitialiseOptions): void {
  refuseForeignData(dataDirectory, options.user);
  const versionFile = resolve(dataDirectory, 'PG_VERSION');
  if (existsSync(versionFile)) {
    refuseOtherMajor(readFileSync(versionFile, 'utf8').trim(), installation.version);
    return;
  }

  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const passwordFile = `${dataDirectory}.password`;
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (options.user)
    for (const path of [dataDirectory, passwordFile]) chownSync(path, options.user.uid, options.user.gid);
  try {
    const { status, error, stderr } = spawnSync(
      executable(installation, 'initdb'),
      [
        `--pgdata=${dataDirectory}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // a natural order, as in most production databases: a query that silently relies on byte order shows it here
        '--locale-provider=icu',
        '--icu-locale=en-US',
        '--locale=C',
        ...(options.throwaway ? ['--no-sync'] : []),
      ],
      { ...options.user, env: minimalEnvironment(), encoding: 'utf8', cwd: dataDirectory },
    );
    if (error || status !== 0) {
      rmSync(dataDirectory, { recursive: true, force: true });
      throw new Error(`initdb failed (${error?.message ?? `exit code ${String(status)}`}): ${stderr}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function refuseForeignData(dataDirectory: string, user: OperatingUser | undefined): void {
  const owner = statSync(dataDirectory, { throwIfNoEntry: false })?.uid;
  const expected = user?.uid ?? process.getuid?.();
  if (owner === undefined || expected === undefined || owner === expected) return;
  throw new Error(
    `The local data in ${dataDirectory} belongs to another user (uid ${owner}): start as before, or delete it.`,
  );
}

function refuseOtherMajor(found: string, installed: string): void {
  if (installed.startsWith(`${found}.`)) return;
  throw new Error(
    `The local data was written by PostgreSQL ${found}, but ${installed} is installed: delete .data to start afresh.`,
  );
}
