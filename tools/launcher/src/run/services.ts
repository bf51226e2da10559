import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type LocalSystem, type ProcessDefinition } from '../system/definitions.ts';
import { processes } from '../system/system.ts';
import { BuildOutput } from './build-output.ts';
import { environmentOf } from './environment.ts';
import { type Members } from './members.ts';
import { type Output } from './output.ts';
import { Service } from './service.ts';
import { type AddressName } from './settings.ts';

const restartPatienceMs = 5_000;

/** Our own services of one run. */
export class Services {
  readonly #root: string;
  readonly #local: LocalSystem<AddressName>;
  readonly #members: Members;
  readonly #output: Output;
  readonly #built: BuildOutput;

  constructor(root: string, local: LocalSystem<AddressName>, members: Members, output: Output) {
    this.#root = root;
    this.#local = local;
    this.#members = members;
    this.#output = output;
    this.#built = new BuildOutput(root);
  }

  /** Each as soon as those are ready that it needs, which are above it in the table. Resolves when all are. */
  async startAll(over: AbortSignal): Promise<void> {
    const started = new Map<string, Promise<void>>();
    for (const definition of processes) {
      const needed = definition.needs.map((name) => started.get(name) ?? notAbove(definition.name, name));
      started.set(
        definition.name,
        Promise.all(needed).then(() => this.#start(definition, over)),
      );
    }
    await Promise.allSettled(started.values());
    await Promise.all(started.values());
  }

  /** Resolves when the service is ready. */
  async #start(definition: ProcessDefinition<AddressName>, over: AbortSignal): Promise<void> {
    over.throwIfAborted();
    const { name, health } = definition;
    this.#built.markStarted(name);
    const service = new Service(
      {
        name,
        directory: resolve(this.#root, 'apps', name),
        environment: environmentOf(definition, this.#local, process.env),
        healthUrl: `${this.#local.url[health.at]}${health.path}`,
        preload: process.env.OTEL_EXPORTER_OTLP_ENDPOINT ? telemetry : [],
      },
      this.#output,
    );
    this.#members.add(service);
    this.#output.lineOf(name, `starting (pid ${String(service.pid)})`);
    const begin = performance.now();
    const isReady = await service.ready(over);
    over.throwIfAborted();
    if (isReady) this.#output.lineOf(name, `ready after ${Math.round(performance.now() - begin)} ms`);
  }

  /** Those whose code, or a library's, was compiled since they started. */
  async restartRebuilt(over: AbortSignal): Promise<void> {
    for (const definition of processes) {
      if (over.aborted || !this.#built.isNewer(definition.name)) continue;
      await this.#members.remove(definition.name)?.stop(restartPatienceMs);
      await this.#start(definition, over);
    }
  }
}

/** Only when there is somewhere to send it: it costs a fifth of a second at start. */
const telemetry = ['@nest-entra/service-kit/telemetry'];

function notAbove(name: string, needed: string): Promise<never> {
  return Promise.reject(new Error(`${name} needs ${needed}, which is not above it in system.ts.`));
}
