import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { databasesSql, databaseUrl } from './databases-sql.ts';
import { randomSecret, rememberedSecret } from './secrets.ts';

const directory = mkdtempSync(resolve(tmpdir(), 'nest-entra-secrets-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('a secret', () => {
  it('is made once for each name', () => {
    const first = rememberedSecret(directory, 'a');
    expect(rememberedSecret(directory, 'a')).toBe(first);
    expect(rememberedSecret(directory, 'b')).not.toBe(first);
  });

  it('is readable by its owner only, and leaves no unfinished file', () => {
    rememberedSecret(directory, 'a');
    expect(statSync(resolve(directory, 'a')).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('needs no quoting in a URL, in SQL or in an environment file', () => {
    const password = randomSecret();
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(new URL(databaseUrl('inventory', password)).password).toBe(password);
    expect(databasesSql([{ name: 'inventory', password }])).toContain(`login password '${password}';`);
  });
});
