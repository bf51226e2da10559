import { execFile } from 'node:child_process';
import { repository } from '../repository.ts';

export interface RunOptions {
  readonly timeoutMs: number;
  readonly directory?: string;
  /** On top of this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program to its end and returns what it wrote to stdout. @throws Error with all it wrote, if it fails */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  return new Promise((settle, fail) => {
    const { timeoutMs, directory = repository, environment } = options;
    execFile(
      program,
      args,
      {
        cwd: directory,
        env: { ...process.env, ...environment },
        timeout: timeoutMs,
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (error === null) {
          settle(stdout);
          return;
        }
        const how = error.killed ? `not done after ${timeoutMs / 1000} s` : `exit code ${String(error.code)}`;
        fail(new Error(`${[program, ...args].join(' ')}: ${how}\n${stdout}${stderr}`));
      },
    );
  });
}

/** `docker …`, for its answer. */
export async function docker(...args: string[]): Promise<string> {
  const answer = await run('docker', args, { timeoutMs: 60_000 });
  return answer.trim();
}
