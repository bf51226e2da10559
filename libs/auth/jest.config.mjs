import preset from '../../jest.preset.mjs';

/** Coverage is a property of the whole suite: a run of some files neither measures nor enforces it. */
const isWholeSuite = process.argv.slice(2).every((argument) => argument.startsWith('-'));

export default {
  ...preset,
  displayName: 'auth',
  setupFilesAfterEnv: ['<rootDir>/test/log-capture.ts'],
  // real servers and real keys, on a machine that may be busy
  testTimeout: 30_000,
  collectCoverage: isWholeSuite,
  // V8's own, the other choice, takes three times as long, and finds no fault with a default that nothing uses
  coverageProvider: 'babel',
  coverageReporters: ['text-summary'],
  collectCoverageFrom: [
    'src/acquire/**/*.ts',
    'src/protect/**/*.ts',
    '!**/*.spec.ts',
    // types only: nothing to run, and counted as one branch never taken
    '!src/acquire/api/api-request.ts',
    '!src/acquire/credentials/credential.ts',
    '!src/acquire/credentials/loaded-credential.ts',
    '!src/acquire/token/issued-token.ts',
    '!src/protect/caller.ts',
    '!src/protect/entra-api.options.ts',
    '!src/protect/observe/decision.ts',
    '!src/protect/requirement/requirement.ts',
    '!src/protect/signing-keys/key-observer.ts',
    '!src/protect/token/entra-claims.ts',
    '!src/protect/token/verified-token.ts',
  ],
  // the guard decides who gets in, the client holds the credential: no branch goes untested
  coverageThreshold: { './src/protect/': { branches: 100 }, './src/acquire/': { branches: 100 } },
};
