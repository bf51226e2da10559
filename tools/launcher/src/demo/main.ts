import { resolve } from 'node:path';
import { trustAuthority } from '../run/trust.ts';
import { demo } from './demo.ts';
import { readLocalEnv, valueOf } from './local-env.ts';
import { Story } from './story.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** `npm run demo`. LOCAL_ENV_FILE names the file of another run. @returns the exit code. */
export async function main(): Promise<number> {
  try {
    const dataDirectory = resolve(root, process.env.DATA_DIR || '.data');
    const env = readLocalEnv(process.env.LOCAL_ENV_FILE || resolve(dataDirectory, 'local.env'));
    trustAuthority(valueOf(env, 'CA_FILE'));
    await demo(env, new Story());
    process.stdout.write('\nEverything came out as told.\n');
    return 0;
  } catch (error) {
    process.stderr.write(`\n${sentenceOf(error)}\n`);
    return 1;
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
