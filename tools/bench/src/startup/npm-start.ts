import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@nest-entra/launcher/free-port';
import { addresses } from '@nest-entra/launcher/system';
import { Issuer } from '../system/issuer.js';
import { root } from '../system/root.js';

/** Seconds since `npm start` was typed. */
export interface Milestones {
  readonly readyS: number;
  readonly orderS: number;
}

const MS_PER_SECOND = 1_000;

/** Runs `npm start` on free ports, orders something, and stops it again. */
export async function timeStart(dataDirectory: string): Promise<Milestones> {
  const ports = await freePorts();
  const begin = performance.now();
  const since = () => (performance.now() - begin) / MS_PER_SECOND;
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
  });
  const ended = once(npm, 'close');
  try {
    await untilReady(npm);
    const readyS = since();
    await placeOrder(resolve(dataDirectory, 'local.env'));
    return { readyS, orderS: since() };
  } finally {
    npm.kill('SIGTERM');
    await ended;
  }
}

async function freePorts(): Promise<Record<string, string>> {
  const ports: Record<string, string> = {};
  for (const name of [...Object.keys(addresses), 'POSTGRES'])
    ports[`${name}_PORT`] = String(await freePort());
  return ports;
}

/** @throws Error with what it printed, if it ends instead */
async function untilReady({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) throw new Error('npm start has no output');
  const lines: string[] = [];
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('Ready after')) {
      stdout.resume();
      return;
    }
    lines.push(line);
  }
  throw new Error(`npm start ended:\n${lines.join('\n')}`);
}

/** What the README has its reader do first. */
async function placeOrder(localEnvFile: string): Promise<void> {
  const issuer = Issuer.at(localEnvFile);
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
