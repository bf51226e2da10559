// Leaves the manifests of what runs: the named workspaces and the libraries, without their development dependencies.
//   node production-manifests.mjs apps/inventory
// "npm ci --omit=dev --workspace …" is not enough: npm decides once for the whole lock file whether a package is
// "dev", so what one app develops with, and another needs, lands in both. Without this, Inventory's image holds
// Azure's SDKs and the TypeScript compiler (npm 11.19: 380 packages instead of 252).
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const kept = process.argv.slice(2);
for (const workspace of globSync('{apps,tools}/*')) {
  if (!kept.includes(workspace)) rmSync(workspace, { recursive: true });
}

for (const file of globSync('package.json')) edit(file, ['devDependencies', 'optionalDependencies']);
for (const file of globSync('{apps,libs,tools}/*/package.json')) edit(file, ['devDependencies']);

function edit(file, removedFields) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const field of removedFields) delete manifest[field];
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}
