import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { freePorts } from '../free-ports.js';

const root = resolve(import.meta.dirname, '../../../..');
const START_TRIES = 600;
const START_PAUSE_MS = 50;

/** One service, as its container would run it: started, killed and started again under the same address. */
export class ServiceProcess {
  #process: ChildProcess | undefined;
  #output = '';

  private constructor(
    private readonly service: 'fulfillment' | 'inventory',
    private readonly port: number,
    private environment: Readonly<Record<string, string>>,
  ) {}

  static async start(
    service: 'fulfillment' | 'inventory',
    environment: Readonly<Record<string, string>>,
  ): Promise<ServiceProcess> {
    const [port = 0] = await freePorts(1);
    const started = new ServiceProcess(service, port, environment);
    await started.start();
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything it has logged, all its lives together. */
  get output(): string {
    return this.#output;
  }

  /** @throws Error with its output, if it does not come up. */
  async start(changes: Readonly<Record<string, string>> = {}): Promise<void> {
    this.environment = { ...this.environment, ...changes };
    const child = spawn(process.execPath, [resolve(root, `apps/${this.service}/dist/main.js`)], {
      env: { PATH: process.env.PATH, PORT: String(this.port), LOG_LEVEL: 'warn', ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
    this.#process = child;
    for (let tries = 0; tries < START_TRIES && child.exitCode === null; tries++) {
      if (await this.#isReady()) return;
      await sleep(START_PAUSE_MS);
    }
    throw new Error(`${this.service} did not start:\n${this.#output}`);
  }

  /** SIGKILL: no hook runs, nothing is said to anybody. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill(signal);
    await ended;
  }

  async #isReady(): Promise<boolean> {
    try {
      const { statusCode, body } = await request(`${this.url}/health/ready`);
      await body.dump();
      return statusCode === 200;
    } catch {
      return false;
    }
  }
}
