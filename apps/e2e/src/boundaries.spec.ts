import { ESLint } from 'eslint';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const boundaryRules = ['@nx/enforce-module-boundaries', 'no-restricted-imports'];

describe('lint refuses', () => {
  it.each([
    ['apps/inventory', '@nest-entra/fulfillment/dist/main.js', 'Inventory knows none of its callers'],
    ['apps/inventory', '../../fulfillment/src/main.js', 'not by a relative path either'],
    ['apps/inventory', '@nest-entra/auth/acquire', 'Inventory calls nobody'],
    ['apps/inventory', '@nest-entra/auth/testing', 'test keys belong in tests'],
    ['apps/fulfillment', '@nest-entra/inventory/dist/main.js', 'it knows Inventory by its contract only'],
    ['apps/fulfillment', '../../inventory/src/main.js', 'not by a relative path either'],
    ['apps/fulfillment', '@nest-entra/auth/testing', 'test keys belong in tests'],
    ['apps/mock-issuer', '@nest-entra/auth/protect', 'a shared bug would cancel out'],
    ['apps/mock-issuer', '@nest-entra/auth/testing', 'a shared bug would cancel out'],
    ['apps/mock-issuer', '@nest-entra/inventory-contract', 'it is Entra, which knows no stock'],
    ['apps/mock-issuer', '@nest-entra/service-kit', 'nothing of ours'],
    ['apps/mock-issuer', '../../../libs/auth/src/secret.js', 'not by a relative path either'],
    ['libs/auth', '@nest-entra/service-kit', 'who takes the library with them takes nothing else'],
    ['libs/service-kit', '@nest-entra/auth/protect', 'the libraries do not know each other'],
    ['libs/inventory-contract', '@nest-entra/service-kit', 'a contract needs no framework'],
    ['apps/fulfillment', '@nest-entra/service-kit/testing', 'test collectors belong in tests'],
    ['apps/e2e', '@nest-entra/auth/protect', 'the tests of the running system see it from outside'],
    ['apps/e2e', '@nest-entra/service-kit', 'and know nothing of what it is made of'],
  ])('in %s: %s (%s)', async (project, imported) => {
    await expect(brokenRules(`${project}/src/new-file.ts`, imported)).resolves.not.toEqual([]);
  });

  it.each([
    ['apps/inventory', '@nest-entra/auth/protect'],
    ['apps/inventory', '@nest-entra/inventory-contract'],
    ['apps/fulfillment', '@nest-entra/auth/acquire'],
    ['apps/fulfillment', '@nest-entra/service-kit/postgres'],
    ['apps/e2e', '@nest-entra/auth/testing'],
    ['apps/e2e', '@nest-entra/service-kit/testing'],
  ])('but not in %s: %s', async (project, imported) => {
    await expect(brokenRules(`${project}/src/new-file.ts`, imported)).resolves.toEqual([]);
  });
});

/** Of our real ESLint configuration, for a file that exists only here. */
async function brokenRules(file: string, imported: string): Promise<(string | null)[]> {
  const eslint = new ESLint({
    cwd: root,
    // a file that no tsconfig knows cannot be linted with types, and these rules need none
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) => boundaryRules.includes(ruleId),
  });
  const results = await eslint.lintText(`import '${imported}';\n`, { filePath: resolve(root, file) });
  return results.flatMap(({ messages }) => messages).map(({ ruleId }) => ruleId);
}
