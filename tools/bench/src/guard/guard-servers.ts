import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Adapter, type GuardJob, type IssuerFacts, type Protection } from './guard-job.js';

export type ServerName = `${Adapter} ${Protection}`;

/** Every protection on the server that it is made for, and the two of Nest on both. */
export const protectionsOn: Readonly<Record<Adapter, readonly Protection[]>> = {
  fastify: ['nothing', 'entra-guard', 'plain-wiring', 'fastify-jwt'],
  express: ['nothing', 'entra-guard', 'plain-wiring', 'express-oauth2-jwt-bearer'],
};

/** All servers of the comparison, each in a process of its own; those that nobody calls cost nothing. */
export class GuardServers {
  private constructor(
    private readonly processes: readonly ChildProcess[],
    readonly urls: Readonly<Partial<Record<ServerName, string>>>,
  ) {}

  static async start(issuer: IssuerFacts): Promise<GuardServers> {
    const jobs = Object.entries(protectionsOn).flatMap(([adapter, protections]) =>
      protections.map((protection): GuardJob => ({ adapter: adapter as Adapter, protection, issuer })),
    );
    const started = await Promise.all(jobs.map(startServer));
    return new GuardServers(
      started.map(({ process }) => process),
      Object.fromEntries(started.map(({ name, url }) => [name, url])),
    );
  }

  get names(): readonly ServerName[] {
    return Object.keys(this.urls) as ServerName[];
  }

  stop(): void {
    for (const process of this.processes) process.disconnect();
  }
}

async function startServer(job: GuardJob) {
  const server = fork(resolve(import.meta.dirname, 'guard-process.js'), [JSON.stringify(job)]);
  const [url] = (await once(server, 'message')) as [string];
  const name: ServerName = `${job.adapter} ${job.protection}`;
  return { name, process: server, url };
}
