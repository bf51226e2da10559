import { availableParallelism } from 'node:os';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runJest } from './jest-run.ts';
import { type Mutant } from './mutant.ts';

/** One of the spec files of `protect`. */
export interface SpecFile {
  readonly path: string;
  readonly milliseconds: number;
  /** The mutants it comes upon: it cannot notice others. */
  readonly reached: ReadonlySet<string>;
}

const ALL_SPECS_TIMEOUT_MS = 600_000;
const SPEC_TIMEOUT_MS = 120_000;

/** Every spec file, the fastest first. Fails if they do not pass while no mutant is active. */
export async function readSpecFiles(scratch: string): Promise<readonly SpecFile[]> {
  const directory = join(scratch, 'reached');
  const { success, output, report } = await runJest(['(src|test)/(protect|entra)/.*spec'], {
    scratch,
    environment: { MUTANTS_REACHED: directory },
    timeoutMs: ALL_SPECS_TIMEOUT_MS,
  });
  if (!success || !report) throw new Error(`the specs fail without any mutant:\n${output}`);
  const files = readdirSync(directory).map((name) => readReached(join(directory, name)));
  const reached = new Map(files.map((file) => [file.testPath, new Set(file.reached)]));
  return report.testResults
    .map(({ name, startTime, endTime }) => ({
      path: name,
      milliseconds: endTime - startTime,
      reached: reached.get(name) ?? new Set<string>(),
    }))
    .toSorted((one, other) => one.milliseconds - other.milliseconds);
}

function readReached(file: string): { testPath: string; reached: string[] } {
  return JSON.parse(readFileSync(file, 'utf8')) as { testPath: string; reached: string[] };
}

/** By mutant, the test that fails because of it. */
export async function triedBySpecs(
  mutants: readonly Mutant[],
  specs: readonly SpecFile[],
  scratch: string,
): Promise<Readonly<Record<string, string>>> {
  const noticed: Record<string, string> = {};
  const waiting = [...mutants];
  /** By mutated file, the spec file that noticed the last of its mutants: likely to notice the next one, too. */
  const successful = new Map<string, SpecFile>();
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      if (waiting.length % 25 === 0) console.log(`${waiting.length} to go`);
      const { id, file } = mutant;
      const likelyFirst = new Set([successful.get(file) ?? specs, specs].flat());
      const failure = await failureOf(id, likelyFirst, scratch);
      if (!failure) continue;
      noticed[id] = failure.test;
      successful.set(file, failure.spec);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return noticed;
}

/** The first test that fails while a mutant is active. */
async function failureOf(
  id: string,
  specs: Iterable<SpecFile>,
  scratch: string,
): Promise<{ readonly spec: SpecFile; readonly test: string } | undefined> {
  for (const spec of specs) {
    if (!spec.reached.has(id)) continue;
    const options = { scratch, environment: { MUTANT: id }, timeoutMs: SPEC_TIMEOUT_MS };
    const { success, report } = await runJest([spec.path], options);
    if (success) continue;
    const tests = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
    return { spec, test: tests.find(({ status }) => status === 'failed')?.fullName ?? spec.path };
  }
  return undefined;
}
