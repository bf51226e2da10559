import {
  formatFiles,
  generateFiles,
  type GeneratorCallback,
  installPackagesTask,
  type Tree,
} from '@nx/devkit';
import { join } from 'node:path';
import { registerWithCompose } from './registrations/compose-file.ts';
import { registerWithLauncher } from './registrations/launcher-table.ts';
import { registerWithDirectory } from './registrations/mock-directory.ts';
import { registerWithTypeScript } from './registrations/type-script-solution.ts';
import { assertFree } from './assert-free.ts';
import { lockedVersions } from './locked-versions.ts';
import { namesOf, type ServiceOptions } from './service-names.ts';

/**
 * A new service: guarded, described, tested, and started by `npm start` and by docker-compose like those that are there.
 *
 * @example npx nx g @nest-entra/tools:service shipping --port 3003 --calls inventory --database
 */
export default async function service(tree: Tree, options: ServiceOptions): Promise<GeneratorCallback> {
  assertFree(tree, options);
  const names = namesOf(options.name);
  const { port, calls = '', database = false } = options;
  const target = `apps/${options.name}`;
  const substitutions = { ...names, port, calls, database, version: lockedVersions(tree) };

  for (const part of ['service', ...(database ? ['database'] : []), ...(calls ? [`calls-${calls}`] : [])]) {
    generateFiles(tree, join(import.meta.dirname, 'files', part), target, substitutions);
  }

  registerWithTypeScript(tree, names);
  registerWithLauncher(tree, names, options);
  registerWithDirectory(tree, names, options);
  registerWithCompose(tree, names, options);
  await formatFiles(tree);
  return () => {
    if (!options.skipInstall) installPackagesTask(tree, true);
  };
}
