import { type Tree } from '@nx/devkit';
import { launcherTable } from './registrations/launcher-table.ts';
import { type ServiceOptions } from './service-names.ts';

/** A name or a port that is taken is refused before anything is written. */
export function assertFree(tree: Tree, { name, port }: ServiceOptions): void {
  if (tree.exists(`apps/${name}`) || tree.exists(`libs/${name}`)) {
    throw new Error(`There is a project called ${name} already: choose another name.`);
  }
  const taken = new RegExp(`(\\w+): \\{ scheme: 'https?', port: ${port} \\}`).exec(
    tree.read(launcherTable, 'utf8') ?? '',
  );
  if (taken) throw new Error(`Port ${port} is ${taken[1] ?? ''}'s (${launcherTable}): choose another one.`);
}
