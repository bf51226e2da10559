// Leaves, of all manifests, what one stage of the Dockerfile has to install.
//   node trim-manifests.mjs production apps/inventory    what this workspace and the libraries need to run
//   node trim-manifests.mjs compiler apps/*              the same, and the compiler with its types
//
// "npm ci --omit=dev --workspace …" is not enough: npm decides once for the whole lock file whether a package is
// "dev", so what one app develops with, and another needs, lands in both. Without this, Inventory's image holds
// Azure's SDKs and the TypeScript compiler (npm 11.19: 380 packages instead of 252).
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const [purpose, ...kept] = process.argv.slice(2);
const compiles = (name) => name === 'typescript' || name.startsWith('@types/');
const isKept = purpose === 'compiler' ? compiles : () => false;

for (const workspace of globSync('{apps,tools}/*')) {
  if (!kept.includes(workspace)) rmSync(workspace, { recursive: true });
}

for (const file of globSync(['package.json', '{apps,libs,tools}/*/package.json'])) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const development = Object.entries(manifest.devDependencies ?? {});
  manifest.devDependencies = Object.fromEntries(development.filter(([name]) => isKept(name)));
  delete manifest.optionalDependencies; // a Node, a PostgreSQL: for machines, not for images
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}
