import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is left of Jest's JSON report. */
export interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface JestRun {
  readonly success: boolean;
  /** What Jest wrote for people. */
  readonly output: string;
  /** Absent where Jest did not get that far. */
  readonly report: JestReport | undefined;
}

const workspace = join(import.meta.dirname, '../../../..');
let runs = 0;

/** Runs the test files that match the patterns on the mutated sources, in a process of its own. */
export async function runJest(
  patterns: readonly string[],
  { scratch, environment, timeoutMs }: { scratch: string; environment: NodeJS.ProcessEnv; timeoutMs: number },
): Promise<JestRun> {
  const file = join(scratch, `jest-${++runs}.json`);
  const child = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      join(workspace, 'node_modules/jest/bin/jest.js'),
      ...['--config', join(import.meta.dirname, 'jest-mutation.config.mjs')],
      ...['--runInBand', '--silent', '--bail', '--forceExit', '--json', '--outputFile', file, ...patterns],
    ],
    // a mutant may never end, and leaves servers open where a test fails
    { env: { ...process.env, ...environment }, timeout: timeoutMs, killSignal: 'SIGKILL' },
  );
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdout.resume();
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JestReport) : undefined;
  return { success: code === 0, output, report };
}
