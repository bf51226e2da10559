import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harmlessMutants } from './harmless-mutants.ts';
import { runJest } from './jest-run.ts';
import { describeMutant, type Mutant } from './mutant.ts';
import { allMutants } from './mutated-files.ts';
import { readSpecFiles, triedBySpecs } from './spec-files.ts';

// Mutation test of what decides about a request: `npm run test:mutation`, or `npm run test:mutation -- token/lifetime` for
// the mutants whose name contains that, or any of several such words. Every one has to be noticed: by a request of the
// table of attacks, which are all tried in one process, else by one of the spec files that come upon it. What nothing
// notices fails the run, unless `harmless-mutants.ts` says why it makes no difference.

const ALL_REQUESTS_TIMEOUT_MS = 3_600_000;

type Noticed = Readonly<Record<string, string>>;

async function main(wanted: readonly string[], scratch: string): Promise<number> {
  const mutants = allMutants().filter(({ key }) => wanted.some((word) => key.includes(word)));
  const isHarmless = ({ key }: Mutant) => key in harmlessMutants;

  console.log(`${mutants.length} mutants are put to the requests`);
  const byRequests = await triedByRequests(mutants, scratch);
  const rest = mutants.filter((mutant) => !(mutant.id in byRequests) && !isHarmless(mutant));
  console.log(`${rest.length} of them are left to the spec files`);
  const bySpecs = rest.length === 0 ? {} : await triedBySpecs(rest, await readSpecFiles(scratch), scratch);

  const noticed: Noticed = { ...byRequests, ...bySpecs };
  const killed = mutants.filter(({ id }) => id in noticed);
  const survivors = rest.filter(({ id }) => !(id in noticed));
  const noLongerHarmless = killed.filter(isHarmless);
  for (const mutant of survivors) console.log(`SURVIVED  ${describeMutant(mutant)}\n          ${mutant.key}`);
  for (const { id, key } of noLongerHarmless) console.log(`NOT HARMLESS, see "${noticed[id] ?? ''}"  ${key}`);
  const details = process.env['MUTATION_DETAILS'];
  if (details)
    writeFileSync(details, JSON.stringify(mutants.map((mutant) => ({ ...mutant, by: noticed[mutant.id] }))));
  const harmless = mutants.length - killed.length - survivors.length;
  console.log(
    `${mutants.length} mutants, ${killed.length} killed, ${harmless} harmless, ${survivors.length} survived`,
  );
  return survivors.length + noLongerHarmless.length === 0 ? 0 : 1;
}

async function triedByRequests(mutants: readonly Mutant[], scratch: string): Promise<Noticed> {
  const order = join(scratch, 'order.json');
  const report = join(scratch, 'noticed.json');
  writeFileSync(order, JSON.stringify({ ids: mutants.map(({ id }) => id), report }));
  const options = { scratch, environment: { MUTATION_ORDER: order }, timeoutMs: ALL_REQUESTS_TIMEOUT_MS };
  const { output } = await runJest(['test/mutation/requests'], options);
  // Jest calls the test failed where a mutant has left a rejection that nobody handles; what counts is that it got to its end
  if (!existsSync(report)) throw new Error(`the requests could not be tried:\n${output}`);
  return JSON.parse(readFileSync(report, 'utf8')) as Noticed;
}

const scratch = mkdtempSync(join(tmpdir(), 'nest-entra-mutation-'));
try {
  const [, , ...words] = process.argv;
  process.exitCode = await main(words.length > 0 ? words : [''], scratch);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
