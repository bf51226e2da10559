import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes a table (or any text) where MOCK_DIRECTORY_FILE can point. */
export function directoryFile(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'mock-directory-')), 'directory.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
