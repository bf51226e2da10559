import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import service from '../src/service/generator.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const tables = [
  '.prettierrc.json',
  'tsconfig.json',
  'package-lock.json',
  'docker-compose.yml',
  'tools/launcher/src/system/system.ts',
  'apps/mock-issuer/src/directory/default-directory.ts',
];

/** The real tables, which people edit: should one lose its marker, this is where it shows. */
function treeWithTables(): Tree {
  const tree = createTreeWithEmptyWorkspace({ formatter: 'prettier' });
  for (const file of tables) tree.write(file, readFileSync(resolve(workspace, file)));
  return tree;
}

describe('nx g @nest-entra/tools:service', () => {
  it('registers the service with the compiler, the launcher, the mock directory and compose', async () => {
    const tree = treeWithTables();
    await service(tree, { name: 'parcel-desk', port: 3033 });
    expect(tree.read('tsconfig.json', 'utf8')).toContain('./apps/parcel-desk');
    expect(tree.read('tools/launcher/src/system/system.ts', 'utf8')).toContain(
      "PARCEL_DESK: { scheme: 'http', port: 3033 }",
    );
    expect(tree.read('apps/mock-issuer/src/directory/default-directory.ts', 'utf8')).toContain(
      "value: 'ParcelDesk.Read'",
    );
    expect(tree.read('docker-compose.yml', 'utf8')).toContain("'127.0.0.1:${PARCEL_DESK_PORT:-3033}:3000'");
  });

  it('gives a credential in the vault only to a service that calls another', async () => {
    const tree = treeWithTables();
    const directory = () => tree.read('apps/mock-issuer/src/directory/default-directory.ts', 'utf8');
    await service(tree, { name: 'silent', port: 3033 });
    expect(directory()).not.toContain('silent-client-secret');
    await service(tree, { name: 'talker', port: 3034, calls: 'inventory' });
    expect(directory()).toContain("vaultSecret: 'talker-client-secret'");
    expect(tree.exists('apps/silent/src/stock-levels.ts')).toBe(false);
    expect(tree.exists('apps/talker/src/stock-levels.ts')).toBe(true);
  });

  it('gives two services different ids, and one service the same ids every time', async () => {
    const idOf = async (name: string) => {
      const tree = treeWithTables();
      await service(tree, { name, port: 3033 });
      const table = tree.read('tools/launcher/src/system/system.ts', 'utf8') ?? '';
      return new RegExp(`const ${name}ClientId = '([^']+)'`).exec(table)?.[1];
    };
    expect(await idOf('one')).toBe(await idOf('one'));
    expect(await idOf('one')).not.toBe(await idOf('two'));
  });

  it('refuses a port that is taken, and writes nothing', async () => {
    const tree = treeWithTables();
    await expect(service(tree, { name: 'late', port: 3001 })).rejects.toThrow("Port 3001 is INVENTORY's");
    expect(tree.exists('apps/late')).toBe(false);
  });

  it('refuses a name that is taken', async () => {
    const tree = treeWithTables();
    await service(tree, { name: 'twin', port: 3033 });
    await expect(service(tree, { name: 'twin', port: 3034 })).rejects.toThrow(
      'There is a project called twin already',
    );
  });

  it('says where a marker is missing', async () => {
    const tree = treeWithTables();
    tree.write('docker-compose.yml', 'services: {}\n');
    await expect(service(tree, { name: 'lost', port: 3033 })).rejects.toThrow(
      /^docker-compose.yml has no line/,
    );
  });
});
