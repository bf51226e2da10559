const ROUNDS = 1_000;
const CALLS_PER_ROUND = 20;

/**
 * What one call of each costs, in microseconds: the mean of the best of many short rounds, taken in turns. On a machine
 * that does other things as well, the best round is the one that was not disturbed; turns give each the same chances.
 */
export async function leastDisturbed<Name extends string>(
  runs: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(runs) as Name[];
  const best = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<Name, number>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) best[name] = Math.min(best[name], await oneRound(runs[name]));
  }
  return best;
}

async function oneRound(run: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  for (let call = 0; call < CALLS_PER_ROUND; call++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return Number(process.hrtime.bigint() - start) / 1_000 / CALLS_PER_ROUND;
}
