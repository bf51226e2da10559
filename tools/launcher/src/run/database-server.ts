import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startCluster } from '../postgres/cluster.ts';
import { type Member } from './member.ts';
import { type Settings } from './settings.ts';

export interface DatabaseServer {
  readonly superuserUrl: string;
  /** The server as a part of the run; `undefined` if it is not ours to stop. */
  readonly member: Member | undefined;
}

export function clusterDirectory({ dataDirectory }: Settings): string {
  return resolve(dataDirectory, 'postgres');
}

/** The embedded PostgreSQL with this checkout's data, or the server that `POSTGRES_URL` names. */
export async function startDatabaseServer(settings: Settings): Promise<DatabaseServer> {
  if (settings.postgresUrl !== undefined) return { superuserUrl: settings.postgresUrl, member: undefined };
  const cluster = await startCluster({
    dataDirectory: clusterDirectory(settings),
    logFile: resolve(settings.dataDirectory, 'postgres.log'),
    port: settings.postgresPort,
    password: keptPassword(resolve(settings.dataDirectory, 'postgres-password')),
  });
  return {
    superuserUrl: cluster.urlOf('postgres'),
    member: { name: 'postgres', pid: cluster.pid, ended: cluster.ended, stop: () => cluster.stop() },
  };
}

/** Chosen at random once, and kept with the data that it opens. */
function keptPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
