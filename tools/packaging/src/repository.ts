import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** This checkout. */
export const repository = resolve(import.meta.dirname, '../../..');

/** The library that is packed. */
export const library = resolve(repository, 'libs/auth');

export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
