import { resolve } from 'node:path';

/** Of the repository, seen from `tools/bench/dist/system`. */
export const root = resolve(import.meta.dirname, '../../../..');
