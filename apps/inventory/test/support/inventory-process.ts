import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  InventoryClient,
  type InventoryRequest,
  type InventoryResponse,
} from '@nest-entra/inventory-contract';
import { checkAgainstContract } from './contract-check.js';
import { exchange } from './exchange.js';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const loader = ['--conditions=@nest-entra/source', '--import', '@swc-node/register/esm-register'];

/** Inventory as a process of its own, which can be killed without a chance to say goodbye. */
export class InventoryProcess {
  private child: ChildProcess | undefined;
  private origin = '';

  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [...loader, main], {
      env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'info', ...this.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const { address, msg } = JSON.parse(line) as { address?: string; msg?: string };
      if (msg === 'inventory is ready' && address) {
        this.origin = address;
        break;
      }
    }
    // what is not read fills the pipe, and a process that cannot log stands still
    child.stdout.resume();
    if (child.exitCode !== null) throw new Error(`Inventory did not start: exit code ${child.exitCode}`);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }

  client(token: string): InventoryClient {
    return new InventoryClient({ request: (request) => this.send(request, token) });
  }

  /** No answer is what an outage in front of the service would be: 503. The caller asks again, here or elsewhere. */
  private async send(request: InventoryRequest, token: string): Promise<InventoryResponse> {
    const made = await exchange(this.origin, token, request).catch(() => undefined);
    if (!made) return { status: 503, headers: {}, body: undefined };
    checkAgainstContract(made);
    return made.response;
  }
}
