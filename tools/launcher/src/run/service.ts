import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Member } from './member.ts';
import { nodeArguments, nodeEnvironment } from './node-arguments.ts';
import { type Output } from './output.ts';

const readyWithinMs = 30_000;
const pollEveryMs = 50;
const pollTimeoutMs = 2_000;

export interface ServiceOptions {
  readonly name: string;
  /** Of the app: it runs `dist/main.js` of this directory. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly healthUrl: string;
  /** Modules to load before the service, by name. */
  readonly preload: readonly string[];
}

/** One of our services as a process of its own. */
export class Service implements Member {
  readonly name: string;
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  readonly #healthUrl: string;
  #hasEnded = false;

  constructor(options: ServiceOptions, output: Output) {
    this.name = options.name;
    this.#healthUrl = options.healthUrl;
    this.#process = spawn(
      process.execPath,
      [
        ...nodeArguments,
        `--import=${new URL('./end-with-launcher.mjs', import.meta.url).href}`,
        ...options.preload.map((name) => `--import=${name}`),
        resolve(options.directory, 'dist/main.js'),
      ],
      {
        cwd: options.directory,
        env: { ...nodeEnvironment, ...options.environment },
        // the open stdin is how the service knows that the launcher still lives
        stdio: ['pipe', 'pipe', 'pipe'],
        // Ctrl-C in the terminal reaches the launcher only, which then stops everything in order
        detached: true,
      },
    );
    this.ended = new Promise((settle) => {
      this.#process.once('error', (error) => settle(error.message));
      // 'close', not 'exit': by then its last words have been read
      this.#process.once('close', (code, signal) => settle(signal ?? `exit code ${String(code)}`));
    });
    void this.ended.then(() => (this.#hasEnded = true));
    output.follow(this.name, this.#process.stdout, this.#process.stderr);
  }

  /**
   * Waits until it can do its work. @returns whether it can: not if it ended, or `over` was aborted, meanwhile.
   *
   * @throws Error if that takes too long.
   */
  async ready(over: AbortSignal): Promise<boolean> {
    const deadline = Date.now() + readyWithinMs;
    while (!(await this.#isReady())) {
      if (this.#hasEnded || over.aborted) return false;
      if (Date.now() > deadline) {
        throw new Error(
          `${this.name} is not ready after ${readyWithinMs / 1000} s: no 200 from ${this.#healthUrl}.`,
        );
      }
      await sleep(pollEveryMs);
    }
    return true;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  async stop(patienceMs: number): Promise<void> {
    this.#process.kill('SIGTERM');
    const timer = new AbortController();
    const gone = this.ended.then(() => timer.abort());
    const late = sleep(patienceMs, undefined, { signal: timer.signal }).then(
      () => this.#process.kill('SIGKILL'),
      () => undefined,
    );
    await Promise.all([gone, late]);
  }

  async #isReady(): Promise<boolean> {
    try {
      const response = await fetch(this.#healthUrl, { signal: AbortSignal.timeout(pollTimeoutMs) });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
