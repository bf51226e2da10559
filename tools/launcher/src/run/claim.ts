import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandOf, isAlive } from '../process-table.ts';

/**
 * One run at a time for a data directory: a second one would take the first one's database for an orphan.
 *
 * @returns how to give the directory free again.
 * @throws Error if another run has it.
 */
export function claim(dataDirectory: string): () => void {
  mkdirSync(dataDirectory, { recursive: true });
  const file = resolve(dataDirectory, 'launcher.pid');
  const holder = holderOf(file);
  if (holder !== undefined) {
    throw new Error(
      `It is running already (pid ${holder}). For a second one beside it, set DATA_DIR and other ports.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function holderOf(file: string): number | undefined {
  const pid = Number(readOrEmpty(file));
  // the file may have outlived its run, and its pid may now be anybody's
  return pid > 0 && isAlive(pid) && /launcher.start\.mjs/.test(commandOf(pid)) ? pid : undefined;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
