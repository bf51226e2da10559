import { resolve } from 'node:path';
import { repository } from '../repository.ts';
import { type Installation } from './installation.ts';
import { run } from './run.ts';

/** `npm run demo` against this installation: a newcomer's walk through the system, each answer compared. */
export async function demo({ localEnvFile }: Installation): Promise<void> {
  await run(process.execPath, ['tools/launcher/demo.mjs'], {
    environment: { LOCAL_ENV_FILE: localEnvFile },
    timeoutMs: 60_000,
  });
}

/** The end-to-end suite against this installation. */
export async function endToEnd({ localEnvFile }: Installation): Promise<void> {
  const jest = resolve(repository, 'node_modules/jest/bin/jest.js');
  await run(process.execPath, [jest, '--ci', '--testPathIgnorePatterns=boundaries'], {
    directory: resolve(repository, 'apps/e2e'),
    environment: {
      E2E_LOCAL_ENV_FILE: localEnvFile,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    },
    timeoutMs: 10 * 60_000,
  });
}
