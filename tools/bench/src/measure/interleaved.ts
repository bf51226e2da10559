/**
 * Measures every candidate once a round, in turns: whatever else the machine does meanwhile meets them all alike.
 *
 * @returns each candidate's numbers, in the order of the rounds
 */
export async function interleaved<Name extends string, Result>(
  names: readonly Name[],
  rounds: number,
  measureOne: (name: Name) => Promise<Result>,
): Promise<Record<Name, Result[]>> {
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) results[name].push(await measureOne(name));
  }
  return results;
}
