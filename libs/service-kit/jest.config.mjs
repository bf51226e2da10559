import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'service-kit',
  // whole processes are started here, and on a busy machine each takes seconds
  testTimeout: 60_000,
  globalSetup: '../../tools/launcher/jest/postgres.mjs',
  globalTeardown: '../../tools/launcher/jest/postgres-teardown.mjs',
};
