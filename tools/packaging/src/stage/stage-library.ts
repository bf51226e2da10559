import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { run } from '../process/run.ts';
import { library, readJson, repository } from '../repository.ts';
import { type Manifest, publishedManifest } from './published-manifest.ts';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const documents = [
  resolve(library, 'README.md'),
  resolve(library, 'CHANGELOG.md'),
  resolve(repository, 'LICENSE'),
];

/**
 * Puts into a directory what is published of libs/auth: `npm pack` and `npm publish` run there.
 *
 * The library's own `dist` would not do: it serves the workspace, with maps of sources that are not published, and with
 * what was compiled of files that exist no more.
 */
export async function stageLibrary(directory: string): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  await run(
    process.execPath,
    [compiler, '--project', 'tsconfig.package.json', '--outDir', resolve(directory, 'dist')],
    { cwd: library },
  );
  for (const file of documents) copyFileSync(file, resolve(directory, basename(file)));
  const manifest = publishedManifest(readJson(resolve(library, 'package.json')) as Manifest);
  writeFileSync(resolve(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
