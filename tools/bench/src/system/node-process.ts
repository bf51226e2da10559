import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import { nodeArguments, nodeEnvironment } from '@nest-entra/launcher/node-arguments';
import { root } from './root.js';

const READY_TRIES = 600;
const READY_PAUSE_MS = 50;
/** Ends the process when this one is gone, however that came to pass. */
const endWithUs = pathToFileURL(resolve(root, 'tools/launcher/src/run/end-with-launcher.mjs')).href;

/** A program of this repository in a process of its own, with exactly the environment it is given. */
export class NodeProcess {
  #output = '';

  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {
    process.stderr?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  /** @throws Error with what it wrote to stderr, if it does not get ready */
  static async start(
    script: string,
    environment: Readonly<Record<string, string>>,
    ready: { readonly url: string; readonly path: string },
  ): Promise<NodeProcess> {
    const child = spawn(
      process.execPath,
      [...nodeArguments, `--import=${endWithUs}`, resolve(root, script)],
      {
        env: { PATH: process.env.PATH, ...nodeEnvironment, ...environment },
        // its log is written, as in production, and read by nobody
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
    const started = new NodeProcess(child, ready.url);
    for (let tries = 0; tries < READY_TRIES && child.exitCode === null; tries++) {
      if (await answers(`${ready.url}${ready.path}`)) return started;
      await sleep(READY_PAUSE_MS);
    }
    throw new Error(`${script} did not start:\n${started.#output}`);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const { ok, body } = await fetch(url);
    await body?.cancel();
    return ok;
  } catch {
    return false;
  }
}
