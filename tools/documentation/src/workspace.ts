import { resolve } from 'node:path';

/** The checkout that these tests belong to. */
export const workspace = resolve(import.meta.dirname, '../../..');
