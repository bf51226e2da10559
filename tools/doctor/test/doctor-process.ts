import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { type Environment, remember, type Diagnosis } from './diagnosis.js';

const MAIN = join(import.meta.dirname, '../dist/main.js');

/** Runs the doctor as a user does: as a process, with this environment and nothing else. Nx builds it before. */
export async function runDoctor(environment: Environment, ...args: readonly string[]): Promise<Diagnosis> {
  return await new Promise<Diagnosis>((settle) => {
    const env = { PATH: process.env['PATH'], ...environment };
    const child = execFile(process.execPath, [MAIN, '--', ...args], { env }, (_error, stdout, stderr) =>
      settle(remember({ exitCode: child.exitCode ?? -1, stdout, stderr })),
    );
  });
}
