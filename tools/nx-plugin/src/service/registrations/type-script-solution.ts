import { type Tree, updateJson } from '@nx/devkit';
import { type ServiceNames } from '../service-names.ts';

interface Solution {
  readonly references: readonly { readonly path: string }[];
}

/** `tsc --build` compiles what the solution names. */
export function registerWithTypeScript(tree: Tree, { name }: ServiceNames): void {
  updateJson(tree, 'tsconfig.json', (solution: Solution) => ({
    ...solution,
    references: [...solution.references, { path: `./apps/${name}` }],
  }));
}
