import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { localCertificates } from '../certificates/local-certificates.ts';
import { provideDatabases } from '../postgres/databases.ts';
import { stopOrphan } from '../postgres/orphan.ts';
import { processes } from '../system/system.ts';
import { claim } from './claim.ts';
import { type Compiler } from './compiler.ts';
import { clusterDirectory, startDatabaseServer } from './database-server.ts';
import { localSystem, type RunFiles } from './local-system.ts';
import { Members } from './members.ts';
import { type Output } from './output.ts';
import { expectFreePorts } from './ports.ts';
import { Services } from './services.ts';
import { certificateHosts, type Settings, wantedPorts } from './settings.ts';
import { trustAuthority } from './trust.ts';
import { welcome } from './welcome.ts';

export interface RunOptions {
  readonly root: string;
  readonly settings: Settings;
  readonly compiler: Compiler;
  /** Whether a service that ends by itself ends the run; otherwise it waits for the next save. */
  readonly endOnLoss: boolean;
  readonly output: Output;
  /** Aborted when somebody asks to stop. */
  readonly asked: AbortSignal;
}

/**
 * One run of the local system: brings everything up, waits until somebody asks to stop or a process is lost, and
 * stops everything, in the opposite order.
 *
 * @throws Error with a sentence for the developer, if it did not end because it was asked to.
 */
export async function run(options: RunOptions): Promise<void> {
  const { settings, output } = options;
  const begin = performance.now();
  const lost = new AbortController();
  const over = AbortSignal.any([options.asked, lost.signal]);
  const members = new Members((member, sentence) => {
    if (options.endOnLoss || member.name === 'postgres') lost.abort(new Error(sentence));
    else output.complain(`${sentence} It starts again after the next save.`);
  });
  const files: RunFiles = {
    localEnvFile: resolve(settings.dataDirectory, 'local.env'),
    signingKeyFile: resolve(settings.dataDirectory, 'signing-key.pem'),
  };

  const release = claim(settings.dataDirectory);
  try {
    remove(files); // of a run that was killed
    const services = await bringUp(options, members, files, over);
    output.say(`\nReady after ${((performance.now() - begin) / 1000).toFixed(1)} s.`);
    output.say(welcome(settings, files.localEnvFile));
    options.compiler.onRebuild(() =>
      services.restartRebuilt(over).catch((error: unknown) => {
        if (!over.aborted) output.complain(String(error));
      }),
    );
    await ended(over);
  } finally {
    options.compiler.stop();
    await members.stopAll();
    remove(files);
    release();
  }
  lost.signal.throwIfAborted();
}

async function bringUp(
  { root, settings, compiler, output }: RunOptions,
  members: Members,
  files: RunFiles,
  over: AbortSignal,
): Promise<Services> {
  await stopOrphan(clusterDirectory(settings));
  await expectFreePorts(wantedPorts(settings, processes), settings.bindHost);

  // independent of each other, and the first of them takes seconds
  const work = [
    compiler.firstBuild(over),
    localCertificates(
      resolve(settings.dataDirectory, 'tls'),
      certificateHosts(settings, processes),
      new Date(),
    ),
    startDatabases(settings, members, output),
  ] as const;
  // when one fails, the others are not left under way
  await Promise.allSettled(work);
  const [, certificates, databaseUrls] = await Promise.all(work);
  trustAuthority(certificates.caFile);

  const local = localSystem(settings, certificates, databaseUrls, files);
  const services = new Services(root, local, members, output);
  over.throwIfAborted();
  await services.startAll(over);
  return services;
}

function remove(files: RunFiles): void {
  for (const file of Object.values(files)) rmSync(file, { force: true });
}

async function startDatabases(
  settings: Settings,
  members: Members,
  output: Output,
): Promise<ReadonlyMap<string, string>> {
  const server = await startDatabaseServer(settings);
  if (server.member) {
    members.add(server.member);
    output.lineOf(server.member.name, `ready (pid ${String(server.member.pid)})`);
  }
  const owners = processes.filter(({ database }) => database).map(({ name }) => name);
  return provideDatabases(server.superuserUrl, owners);
}

async function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((settle) => signal.addEventListener('abort', settle, { once: true }));
}
