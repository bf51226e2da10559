import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

declare global {
  /** Asked by every mutated expression: whether it is its turn to be wrong. */
  var isMutant: (id: string) => boolean;
  /** Asked by every loop, at every turn; throws where a mutant would never end. */
  var mayGoOn: () => void;
}

/** Many times what any test needs in all; a loop that never ends gets there within a second. */
const MAX_TURNS = 2_000_000;

let active: string | undefined;
let turns = 0;
let reached: Set<string> | undefined;

globalThis.isMutant = (id) => {
  reached?.add(id);
  return id === active;
};
globalThis.mayGoOn = () => {
  if (active !== undefined && ++turns > MAX_TURNS) throw new Error('this loop would never end');
};

/** Makes one mutant the code that runs; without one, the code is as it was written. */
export function activate(id: string | undefined): void {
  active = id;
  turns = 0;
}

/** The mutants that are asked for from now until {@link whatWasReached}: no others can make a difference. */
export function recordReached(): void {
  reached = new Set();
}

export function whatWasReached(): ReadonlySet<string> {
  const taken = reached ?? new Set();
  reached = undefined;
  return taken;
}

// for spec files, which know nothing of mutants, the environment says what is to be done
activate(process.env['MUTANT']);
const directory = process.env['MUTANTS_REACHED'];
if (directory) {
  recordReached();
  afterAll(() => {
    mkdirSync(directory, { recursive: true });
    const { testPath = '' } = expect.getState();
    const report = { testPath, reached: [...whatWasReached()] };
    writeFileSync(join(directory, `${process.hrtime.bigint()}.json`), JSON.stringify(report));
  });
}
