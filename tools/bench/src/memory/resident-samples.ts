import { type NodeProcess } from '../system/node-process.js';
import { median } from '../measure/statistics.js';
import { residentMiB } from '../system/process-facts.js';

const INTERVAL_MS = 250;

/** Watches how much of a process is resident, from its creation on. */
export class ResidentSamples {
  readonly #samples: number[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor({ pid }: NodeProcess) {
    this.#timer = setInterval(() => this.#samples.push(residentMiB(pid)), INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get highest(): number {
    return Math.max(...this.#samples);
  }

  get last(): number {
    return this.#samples.at(-1) ?? Number.NaN;
  }

  /** The last quarter of the time beside the one before it: what still grows then grows for ever. */
  get growthInSecondHalf(): number {
    const quarter = Math.floor(this.#samples.length / 4);
    return median(this.#samples.slice(3 * quarter)) / median(this.#samples.slice(2 * quarter, 3 * quarter));
  }
}
