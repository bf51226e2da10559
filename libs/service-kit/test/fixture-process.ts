import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('./fixtures/main.ts', import.meta.url));

type Environment = Record<string, string | undefined>;

/** Starts the fixture service as a process of its own, from its TypeScript sources. */
function spawnFixture(environment: Environment, preload: readonly string[] = []) {
  const loader = [
    '--expose-gc',
    '--conditions=@nest-entra/source',
    '--import',
    '@swc-node/register/esm-register',
  ];
  const imports = preload.flatMap((module) => ['--import', module]);
  const child = spawn(process.execPath, [...loader, ...imports, main], {
    env: { PATH: process.env.PATH, PORT: '0', NODE_ENV: 'test', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = new FixtureOutput();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => output.add(line));
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  void exited.finally(() => output.end());
  return { child, output, exited };
}

/** What a process has written, line by line. */
class FixtureOutput {
  readonly lines: string[] = [];
  private readonly waiting = new Set<() => void>();
  private ended = false;

  add(line: string): void {
    this.lines.push(line);
    for (const look of this.waiting) look();
  }

  end(): void {
    this.ended = true;
    for (const look of this.waiting) look();
  }

  /** The first line that holds a text, once there is one. */
  line(part: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.lines.find((line) => line.includes(part));
        if (found !== undefined) resolve(found);
        else if (this.ended)
          reject(new Error(`the process ended without ${part}:\n${this.lines.join('\n')}`));
        else return;
        this.waiting.delete(look);
      };
      this.waiting.add(look);
      look();
    });
  }
}

/** Runs the fixture until it ends by itself. */
export async function runFixture(environment: Environment) {
  const { exited, output } = spawnFixture(environment);
  const exitCode = await exited;
  return { exitCode, output: output.lines.join('\n') };
}

/** Runs the fixture and waits until it listens. */
export async function startFixture(environment: Environment, preload: readonly string[] = []) {
  const { child, output, exited } = spawnFixture(environment, preload);
  const { address } = JSON.parse(await output.line('"msg":"fixture is ready"')) as { address: string };
  return {
    origin: address,
    lines: output.lines,
    line: (part: string) => output.line(part),
    exited,
    signal: (signal: NodeJS.Signals) => child.kill(signal),
  };
}

export type FixtureProcess = Awaited<ReturnType<typeof startFixture>>;
