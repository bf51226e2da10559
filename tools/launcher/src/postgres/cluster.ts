import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { executable, installedPostgres } from './binaries.ts';
import { initialise } from './initialise.ts';
import { minimalEnvironment } from './minimal-environment.ts';
import { operatingUser, type OperatingUser } from './operating-user.ts';
import { stopOrphan } from './orphan.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { type Place, placeFor } from './staging.ts';

const readyWithinMs = 30_000;
const stopWithinMs = 10_000;
const pollEveryMs = 10;

export interface ClusterOptions {
  readonly dataDirectory: string;
  readonly logFile: string;
  readonly port: number;
  /** The superuser's; set when the cluster is created, expected to be the same later. */
  readonly password: string;
  /** No flush to disk, ever: fast, and worthless after a crash of the machine. */
  readonly throwaway?: boolean;
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** How a server ended, in words: `exit code 1`, `SIGKILL`. */
export type Ending = string;

export interface Cluster {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the server ends, wanted or not. */
  readonly ended: Promise<Ending>;
  urlOf(database: string): string;
  /** Fast shutdown: open transactions are rolled back, clients disconnected, data flushed. */
  stop(): Promise<void>;
}

/**
 * Creates the cluster if it is missing and starts a server on it, on loopback only.
 *
 * @throws Error with one sentence, and the end of the server's log, if it does not start.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const installed = installedPostgres();
  const user = operatingUser(import.meta.dirname);
  const place = placeFor(installed, options.dataDirectory, user);
  await stopOrphan(place.dataDirectory);
  initialise(place, { password: options.password, user, throwaway: options.throwaway ?? false });

  const server = launch(place, user, options);
  const ended = endingOf(server);
  const pid = await ready(place, server, ended, options.logFile);
  return {
    pid,
    port: options.port,
    ended,
    urlOf: (database) => `postgres://postgres:${options.password}@127.0.0.1:${options.port}/${database}`,
    stop: async () => {
      server.kill('SIGINT');
      const timer = new AbortController();
      await Promise.race([
        ended,
        sleep(stopWithinMs, undefined, { signal: timer.signal }).catch(() => undefined),
      ]);
      timer.abort();
      server.kill('SIGKILL');
    },
  };
}

function launch(
  { installation, dataDirectory }: Place,
  user: OperatingUser | undefined,
  options: ClusterOptions,
): ChildProcess {
  const settings = {
    port: options.port,
    listen_addresses: '127.0.0.1',
    // a socket's path may not be longer than 107 bytes, a checkout's may
    unix_socket_directories: '',
    ...(options.throwaway && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  const log = openSync(options.logFile, 'w', 0o600);
  try {
    return spawn(
      executable(installation, 'postgres'),
      [
        '-D',
        dataDirectory,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      // detached: Ctrl-C in the terminal must not stop it under processes that still use it
      { ...user, env: minimalEnvironment(), cwd: dataDirectory, stdio: ['ignore', log, log], detached: true },
    );
  } finally {
    closeSync(log);
  }
}

function endingOf(server: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(error.message));
    server.once('exit', (code, signal) => resolve(signal ?? `exit code ${String(code)}`));
  });
}

async function ready(
  place: Place,
  server: ChildProcess,
  ended: Promise<Ending>,
  logFile: string,
): Promise<number> {
  let ending: Ending | undefined;
  void ended.then((how) => (ending = how));
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    await sleep(pollEveryMs);
    const postmaster = readPostmasterFile(place.dataDirectory);
    if (postmaster?.ready && postmaster.pid === server.pid) return postmaster.pid;
    if (ending !== undefined) break;
  }
  server.kill('SIGKILL');
  throw new Error(
    `PostgreSQL did not start (${ending ?? `not ready in ${readyWithinMs / 1000} s`}):\n${tailOf(logFile)}`,
  );
}

function tailOf(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-10).join('\n');
}
