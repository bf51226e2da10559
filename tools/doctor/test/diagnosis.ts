import { type Entry } from '../src/journal.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a run of the doctor came to. */
export interface Diagnosis {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface JsonReport {
  readonly ok: boolean;
  readonly steps: readonly Entry[];
}

/** Of a run with `--json`. */
export function reportOf({ stdout }: Diagnosis): JsonReport {
  return JSON.parse(stdout) as JsonReport;
}

/** Everything that the doctor has said, for the test that looks for secrets in it. */
export const everythingSaid: string[] = [];

export function remember(diagnosis: Diagnosis): Diagnosis {
  everythingSaid.push(diagnosis.stdout, diagnosis.stderr);
  return diagnosis;
}
