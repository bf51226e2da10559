import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type LoadJob, type LoadResult } from './load-job.js';

/** The process that sends the requests. */
export class LoadGenerator {
  readonly #process: ChildProcess = fork(resolve(import.meta.dirname, 'load-process.js'));

  /** @throws Error if any request was not answered with a 2xx: a fast refusal is no throughput */
  async run(job: LoadJob): Promise<LoadResult> {
    this.#process.send(job);
    const [result] = (await once(this.#process, 'message')) as [LoadResult | string];
    if (typeof result === 'string') throw new Error(result);
    return result;
  }

  stop(): void {
    this.#process.disconnect();
  }
}
