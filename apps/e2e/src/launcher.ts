import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from './free-ports.js';

const root = resolve(import.meta.dirname, '../../..');

/** Every address that the launcher lets be moved. */
const portVariables = [
  'ISSUER_PORT',
  'ISSUER_HTTP_PORT',
  'VAULT_PORT',
  'INVENTORY_PORT',
  'FULFILLMENT_PORT',
  'POSTGRES_PORT',
] as const;
export type PortVariable = (typeof portVariables)[number];

/** A directory and ports for runs of the launcher that meet neither each other nor a developer's `npm start`. */
export class Site {
  readonly dataDirectory: string;
  readonly ports: Readonly<Record<PortVariable, number>>;

  private constructor(ports: readonly number[]) {
    this.dataDirectory = mkdtempSync(resolve(tmpdir(), 'nest-entra-e2e-'));
    // when root runs the tests, another user runs PostgreSQL and has to come through
    chmodSync(this.dataDirectory, 0o711);
    this.ports = Object.fromEntries(portVariables.map((name, i) => [name, ports[i]])) as Record<
      PortVariable,
      number
    >;
  }

  static async prepare(): Promise<Site> {
    return new Site(await freePorts(portVariables.length));
  }

  get localEnvFile(): string {
    return resolve(this.dataDirectory, 'local.env');
  }

  get portVariables(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.ports).map(([name, port]) => [name, String(port)]));
  }

  /** By the names of their variables. */
  async portsInUse(): Promise<string[]> {
    const names: string[] = [];
    for (const [name, port] of Object.entries(this.ports)) if (await answers(port)) names.push(name);
    return names;
  }

  remove(): void {
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}

/** `npm start` as a black box: what it prints, what signals do to it, and how it ends. */
export class Launcher {
  /** Its exit code; `null` when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];
  /** `news`: another line, or its end. */
  readonly #events = new EventEmitter();
  #hasEnded = false;

  constructor(site: Site, environment: Readonly<Record<string, string>> = {}) {
    this.#process = spawn(
      process.execPath,
      // what it would build, Nx has built before it runs these tests
      [resolve(root, 'tools/launcher/start.mjs'), '--no-build'],
      {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          DATA_DIR: site.dataDirectory,
          LOG_LEVEL: 'warn',
          ...site.portVariables,
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const input of [this.#process.stdout, this.#process.stderr]) {
      if (!input) continue;
      createInterface({ input }).on('line', (line) => {
        this.#lines.push(line);
        this.#events.emit('news');
      });
    }
    this.ended = once(this.#process, 'close').then(([exitCode]) => {
      this.#hasEnded = true;
      this.#events.emit('news');
      return exitCode as number | null;
    });
  }

  get output(): string {
    return this.#lines.join('\n');
  }

  ready(): Promise<this> {
    return this.printed(/^Ready after/m);
  }

  /** Waits for something in its output. @throws Error with everything it printed, if it ends instead. */
  async printed(pattern: RegExp): Promise<this> {
    while (!pattern.test(this.output)) {
      if (this.#hasEnded) throw new Error(`the launcher ended:\n${this.output}`);
      await once(this.#events, 'news');
    }
    return this;
  }

  /** Of a process that it started, as it told. */
  pidOf(name: string): number {
    const pid = new RegExp(`^${name} +\\| .*\\(pid (\\d+)\\)`, 'm').exec(this.output)?.[1];
    if (pid === undefined) throw new Error(`${name} was not started:\n${this.output}`);
    return Number(pid);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await this.ended;
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
