import { do_not_optimize, measure } from 'mitata';
import { interleaved } from './interleaved.js';

/** Short batches and many of them: the median of a round is then one that nothing disturbed. */
const sampling = {
  batch_samples: 20,
  batch_unroll: 1,
  // everything here is batched, so that a cheap call and a dear one are measured alike
  batch_threshold: Number.POSITIVE_INFINITY,
  min_samples: 400,
  min_cpu_time: 100_000_000,
};
const NS_PER_US = 1_000;

/** What one call of each costs, in microseconds: the median of every round. */
export function microseconds<Name extends string>(
  calls: Readonly<Record<Name, () => unknown>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  return interleaved(Object.keys(calls) as Name[], rounds, async (name) => {
    const call = calls[name];
    // mitata awaits what it takes for asynchronous at its first look
    const first = call();
    await first;
    const { p50 } = await (first instanceof Promise
      ? measure(async () => do_not_optimize(await call()), sampling)
      : measure(() => do_not_optimize(call()), sampling));
    return p50 / NS_PER_US;
  });
}
