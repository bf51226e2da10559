import { globSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { read, repository } from '../repository.ts';
import { type Installation } from './installation.ts';
import { run } from './run.ts';

/** `npm run demo` against this installation: a newcomer's walk through the system, each answer compared. */
export async function demo({ localEnvFile }: Installation): Promise<void> {
  await run(process.execPath, ['tools/launcher/demo.mjs'], {
    environment: { LOCAL_ENV_FILE: localEnvFile },
    timeoutMs: 60_000,
  });
}

/** The end-to-end tests of whatever system runs; those of `npm start` itself start their own. */
export async function endToEnd({ localEnvFile }: Installation): Promise<string> {
  const specs = globSync('apps/e2e/src/**/*.spec.ts', { cwd: repository }).filter((file) =>
    read(file).includes('systemUnderTest('),
  );
  const jest = resolve(repository, 'node_modules/jest/bin/jest.js');
  await run(
    process.execPath,
    [jest, '--ci', '--runTestsByPath', ...specs.map((file) => resolve(repository, file))],
    {
      directory: resolve(repository, 'apps/e2e'),
      environment: {
        E2E_LOCAL_ENV_FILE: localEnvFile,
        NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      },
      timeoutMs: 10 * 60_000,
    },
  );
  return specs.map((file) => basename(file, '.spec.ts')).join(', ');
}
