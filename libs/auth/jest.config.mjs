import preset from '../../jest.preset.mjs';

/** Coverage is a property of the whole suite: a run of some files neither measures nor enforces it. */
const isWholeSuite = process.argv.slice(2).every((argument) => argument.startsWith('-'));

export default {
  ...preset,
  displayName: 'auth',
  setupFilesAfterEnv: ['<rootDir>/test/log-capture.ts'],
  collectCoverage: isWholeSuite,
  coverageProvider: 'v8',
  coverageReporters: ['text-summary'],
  collectCoverageFrom: [
    'src/acquire/**/*.ts',
    '!**/*.spec.ts',
    // types only: nothing to run, and counted as one branch never taken
    '!src/acquire/api/api-request.ts',
    '!src/acquire/credentials/credential.ts',
    '!src/acquire/credentials/loaded-credential.ts',
    '!src/acquire/token/issued-token.ts',
  ],
  coverageThreshold: { './src/acquire/': { branches: 100 } },
};
