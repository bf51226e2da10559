import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** 192 bits, in characters that need no quoting in a URL, in SQL or in an environment file. */
export function randomSecret(): string {
  return randomBytes(24).toString('hex');
}

/** The secret of this name in the directory, made when it is asked for the first time. */
export function rememberedSecret(directory: string, name: string): string {
  const file = resolve(directory, name);
  if (!existsSync(file)) {
    // renamed into place: a container that is killed in between leaves no half of a secret behind
    writeFileSync(`${file}.partial`, randomSecret(), { mode: 0o600 });
    renameSync(`${file}.partial`, file);
  }
  return readFileSync(file, 'utf8');
}
