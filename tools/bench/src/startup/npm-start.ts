import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';
import { freePort } from '@nest-entra/launcher/free-port';
import { readLocalEnv } from '@nest-entra/launcher/local-env';
import { addresses } from '@nest-entra/launcher/system';
import { Issuer } from '../system/issuer.js';
import { root } from '../system/root.js';

export interface Milestones {
  /** Seconds since `npm start` was typed. */
  readonly readyS: number;
  readonly orderS: number;
  /** Seconds from Ctrl-C until everything had ended. */
  readonly stopS: number;
}

const MS_PER_SECOND = 1_000;

/** Runs `npm start` on free ports, orders something, and stops it again. */
export async function timeStart(dataDirectory: string): Promise<Milestones> {
  const ports = await freePorts();
  const sinceStart = stopwatch();
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDirectory,
      LOG_LEVEL: 'warn',
      ...ports,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    // a group of its own, to be signalled as a terminal does it: npm's shell would keep the signal to itself
    detached: true,
  });
  const ended = once(npm, 'close');
  try {
    await untilReady(npm);
    const readyS = sinceStart();
    await placeOrder(resolve(dataDirectory, 'local.env'));
    const orderS = sinceStart();
    const sinceStop = stopwatch();
    interrupt(npm);
    await ended;
    return { readyS, orderS, stopS: sinceStop() };
  } finally {
    if (npm.exitCode === null && npm.signalCode === null) interrupt(npm);
    await ended;
  }
}

/** Tells how many seconds ago it was made. */
function stopwatch(): () => number {
  const begin = performance.now();
  return () => (performance.now() - begin) / MS_PER_SECOND;
}

/** Ctrl-C. */
function interrupt({ pid = 0 }: ChildProcess): void {
  process.kill(-pid, 'SIGINT');
}

async function freePorts(): Promise<Record<string, string>> {
  const ports: Record<string, string> = {};
  for (const name of [...Object.keys(addresses), 'POSTGRES'])
    ports[`${name}_PORT`] = String(await freePort());
  return ports;
}

/** @throws Error with what it printed, if it ends instead */
function untilReady({ stdout }: ChildProcess): Promise<void> {
  const printed: string[] = [];
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stdout as Readable });
    lines.on('line', (line) => {
      printed.push(line);
      if (line.startsWith('Ready after')) resolve();
    });
    lines.on('close', () => reject(new Error(`npm start ended:\n${printed.join('\n')}`)));
  });
}

/** What the README has its reader do first. */
async function placeOrder(localEnvFile: string): Promise<void> {
  const issuer = new Issuer(readLocalEnv(localEnvFile));
  const token = await issuer.token('STOREFRONT', 'FULFILLMENT');
  const { status } = await fetch(`${issuer.variable('FULFILLMENT_URL')}/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ lines: [{ sku: 'KEYBOARD-01', quantity: 1 }] }),
  });
  if (status !== 201) throw new Error(`the order was answered with ${status}`);
}
