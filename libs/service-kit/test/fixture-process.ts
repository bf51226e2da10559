import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('./fixtures/main.ts', import.meta.url));
const START_DEADLINE_MS = 40_000;

type Environment = Record<string, string | undefined>;

/** Starts the fixture service as a process of its own, from its TypeScript sources. */
function spawnFixture(environment: Environment, preload: readonly string[] = []) {
  const loader = ['--conditions=@nest-entra/source', '--import', '@swc-node/register/esm-register'];
  const imports = preload.flatMap((module) => ['--import', module]);
  const child = spawn(process.execPath, [...loader, ...imports, main], {
    env: { PATH: process.env.PATH, PORT: '0', NODE_ENV: 'test', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return { child, lines, exited };
}

/** Runs the fixture until it ends by itself. */
export async function runFixture(environment: Environment) {
  const { exited, lines } = spawnFixture(environment);
  const exitCode = await exited;
  return { exitCode, output: lines.join('\n') };
}

/** Runs the fixture and waits until it listens. */
export async function startFixture(environment: Environment, preload: readonly string[] = []) {
  const { child, lines, exited } = spawnFixture(environment, preload);
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.includes('"msg":"fixture is ready"')) return;
      resolve((JSON.parse(line) as { address: string }).address);
    });
    exited.then(() => reject(new Error(`the fixture ended: ${lines.join('\n')}`)), reject);
    setTimeout(
      () => reject(new Error(`the fixture did not start: ${lines.join('\n')}`)),
      START_DEADLINE_MS,
    ).unref();
  });
  return { origin: await ready, lines, exited, signal: (signal: NodeJS.Signals) => child.kill(signal) };
}

export type FixtureProcess = Awaited<ReturnType<typeof startFixture>>;
