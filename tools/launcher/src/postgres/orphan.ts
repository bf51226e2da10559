import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from '../process-table.ts';
import { readPostmasterFile } from './postmaster-file.ts';

const stopWithinMs = 10_000;
const pollEveryMs = 20;

/**
 * A launcher that was killed outright leaves its server running, which holds the data directory and the port.
 * It is stopped rather than taken over, so that every run has a server with this run's settings.
 *
 * @returns the pid of the server that was stopped.
 */
export async function stopOrphan(dataDirectory: string): Promise<number | undefined> {
  const orphan = readPostmasterFile(dataDirectory);
  if (!orphan) return undefined;
  if (!/postgres/.test(commandOf(orphan.pid))) {
    // the file outlived its server; if the pid is somebody else's by now, PostgreSQL would refuse to start
    rmSync(resolve(dataDirectory, 'postmaster.pid'));
    return undefined;
  }
  process.kill(orphan.pid, 'SIGINT');
  const deadline = Date.now() + stopWithinMs;
  while (isAlive(orphan.pid)) {
    await sleep(pollEveryMs);
    if (Date.now() > deadline) {
      throw new Error(
        `A PostgreSQL of an earlier run (pid ${orphan.pid}) does not stop: end it, then start again.`,
      );
    }
  }
  return orphan.pid;
}
