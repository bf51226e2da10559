import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** This checkout. */
export const repository = resolve(import.meta.dirname, '../../..');

export function read(path: string): string {
  return readFileSync(resolve(repository, path), 'utf8');
}
