import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { freePort } from '../free-port.ts';
import { type Cluster, startCluster } from './cluster.ts';

const startAttempts = 3;

export interface ThrowawayCluster {
  /** The superuser's URL; each spec file creates a database of its own with it. */
  readonly url: string;
  remove(): Promise<void>;
}

/** A cluster for one test run, on a free port in a temporary directory. It goes when the run ends, however it ends. */
export async function startThrowawayCluster(): Promise<ThrowawayCluster> {
  const directory = mkdtempSync(resolve(tmpdir(), 'nest-entra-test-'));
  // when root starts it, another user runs it and has to come through
  chmodSync(directory, 0o711);
  try {
    const cluster = await startOnFreePort(directory);
    return { url: cluster.urlOf('postgres'), remove: guarded(cluster, directory) };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

async function startOnFreePort(directory: string): Promise<Cluster> {
  const password = randomBytes(16).toString('hex');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return await startCluster({
        dataDirectory: resolve(directory, 'data'),
        logFile: resolve(directory, 'postgres.log'),
        port,
        password,
        throwaway: true,
        // several test projects at once, each with pools of its own
        settings: { max_connections: 300 },
      });
    } catch (error) {
      if (attempt === startAttempts) throw error;
    }
  }
}

/**
 * The cluster's end is the work of a small process of its own that waits for its input to close. That happens when
 * the run ends in order, and just as well when it is killed: no server and no directory stay behind.
 */
function guarded(cluster: Cluster, directory: string): () => Promise<void> {
  const guard = spawn(
    process.execPath,
    [resolve(import.meta.dirname, 'throwaway-guard.ts'), String(cluster.pid), directory],
    { stdio: ['pipe', 'ignore', 'inherit'], detached: true, env: {} },
  );
  guard.unref();
  return async () => {
    guard.ref();
    guard.stdin.end();
    await once(guard, 'exit');
  };
}
