import { resolve } from 'node:path';
import { type ServerHosts } from '../certificates/local-certificates.ts';
import { type ProcessDefinition } from '../system/definitions.ts';
import { addresses } from '../system/system.ts';
import { type WantedPort } from './ports.ts';

export type AddressName = keyof typeof addresses;

/** What the caller's environment can change about a local run. */
export interface Settings {
  /** `DATA_DIR`: everything that a run leaves behind; `.data` of the checkout by default. */
  readonly dataDirectory: string;
  /** `HOST`: the interface to listen on. Loopback, because the mock issuer hands out tokens. */
  readonly bindHost: string;
  /** `PUBLIC_HOST`: the name in every URL and certificate. */
  readonly publicHost: string;
  /** `<ADDRESS>_PORT`, e.g. `INVENTORY_PORT`. */
  readonly port: Readonly<Record<AddressName, number>>;
  /** `POSTGRES_PORT`: of the embedded PostgreSQL. */
  readonly postgresPort: number;
  /** `POSTGRES_URL`: a superuser's, of a server to use instead of the embedded one. */
  readonly postgresUrl: string | undefined;
}

/** @throws Error naming the first variable that makes no sense. */
export function readSettings(env: NodeJS.ProcessEnv, root: string): Settings {
  const names = Object.keys(addresses) as AddressName[];
  return {
    dataDirectory: resolve(root, env.DATA_DIR || '.data'),
    bindHost: env.HOST || '127.0.0.1',
    publicHost: env.PUBLIC_HOST || 'localhost',
    port: Object.fromEntries(
      names.map((name) => [name, portOf(env, `${name}_PORT`, addresses[name].port)]),
    ) as Record<AddressName, number>,
    postgresPort: portOf(env, 'POSTGRES_PORT', 5433),
    postgresUrl: env.POSTGRES_URL || undefined,
  };
}

export function urlsOf({ port, publicHost }: Settings): Record<AddressName, string> {
  return Object.fromEntries(
    Object.entries(addresses).map(([name, { scheme }]) => [
      name,
      `${scheme}://${publicHost}:${port[name as AddressName]}`,
    ]),
  ) as Record<AddressName, string>;
}

/** Everything that a run listens on itself. */
export function wantedPorts(
  settings: Settings,
  processes: readonly ProcessDefinition<AddressName>[],
): WantedPort[] {
  const ofProcesses = processes.flatMap(({ name: process, listensAt }) =>
    listensAt.map((address) => ({ process, port: settings.port[address], variable: `${address}_PORT` })),
  );
  const ofPostgres = { process: 'postgres', port: settings.postgresPort, variable: 'POSTGRES_PORT' };
  return settings.postgresUrl === undefined ? [ofPostgres, ...ofProcesses] : ofProcesses;
}

/** Who needs a certificate: whoever listens with https. */
export function certificateHosts(
  { publicHost }: Settings,
  processes: readonly ProcessDefinition<AddressName>[],
): ServerHosts {
  const hosts = [...new Set([publicHost, 'localhost', '127.0.0.1'])];
  return Object.fromEntries(
    processes
      .filter(({ listensAt }) => listensAt.some((address) => addresses[address].scheme === 'https'))
      .map(({ name }) => [name, hosts]),
  );
}

function portOf(env: NodeJS.ProcessEnv, variable: string, otherwise: number): number {
  const value = env[variable];
  if (value === undefined || value === '') return otherwise;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${variable} must be a port number (1 to 65535), not "${value}".`);
}
