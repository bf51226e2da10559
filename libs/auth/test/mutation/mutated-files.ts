import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mutant } from './mutant.ts';
import { mutate } from './mutate.ts';

export const sources = join(import.meta.dirname, '../../src');

/**
 * Everything that takes part in a decision: the token, its key, the rule of the route, the guard that asks them all, and the
 * settings they are held against. The boot audit decides about no request, and what writes an answer about nothing.
 */
const DECIDING = [
  'protect/token/*.ts',
  'protect/signing-keys/*.ts',
  'protect/requirement/*.ts',
  'protect/entra.guard.ts',
  'protect/entra-api.settings.ts',
  'entra/guid.ts',
];

/** The files that are mutated, relative to `src`. */
export function mutatedFiles(): readonly string[] {
  return globSync(DECIDING, { cwd: sources, exclude: ['**/*.spec.ts'] })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted();
}

export function allMutants(): readonly Mutant[] {
  return mutatedFiles().flatMap((file) => mutate(readFileSync(join(sources, file), 'utf8'), file).mutants);
}
