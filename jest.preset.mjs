import { fileURLToPath } from 'node:url';

/** What every project's Jest shares: native ES modules, with SWC for Nest's decorators. */
export default {
  testEnvironment: 'node',
  // for a test that hangs, not for one that shares its cores with a build: speed is measured in tools/bench
  testTimeout: 30_000,
  setupFiles: [fileURLToPath(new URL('./jest.setup.mjs', import.meta.url))],
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  moduleFileExtensions: ['js', 'ts', 'mjs', 'cjs', 'json', 'node'],
  extensionsToTreatAsEsm: ['.ts'],
  // './x.js' in our sources is './x.ts' on disk
  moduleNameMapper: { '^(\\.{1,2}/.+)\\.js$': ['$1.ts', '$1.js'] },
  // resolves our own packages to their sources, so that tests need no build
  testEnvironmentOptions: { customExportConditions: ['@nest-entra/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
};
