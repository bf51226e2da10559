import preset from '../../jest.preset.mjs';

/** A few chosen files cannot cover everything: what must be covered is checked when the whole suite runs. */
const wholeSuite = process.argv.slice(2).every((argument) => argument.startsWith('-'));

export default {
  ...preset,
  displayName: 'auth',
  setupFilesAfterEnv: ['<rootDir>/test/log-capture.ts'],
  // real servers and real keys, on a machine that may be busy
  testTimeout: 30_000,
  collectCoverage: wholeSuite,
  collectCoverageFrom: ['<rootDir>/src/protect/**/*.ts'],
  coverageReporters: ['text-summary', 'html'],
  // the guard decides who gets in: no branch of it goes untested
  coverageThreshold: { global: { branches: 100, functions: 100, lines: 100, statements: 100 } },
};
