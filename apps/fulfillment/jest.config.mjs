import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'fulfillment',
  globalSetup: '../../tools/launcher/jest/postgres.mjs',
  globalTeardown: '../../tools/launcher/jest/postgres-teardown.mjs',
};
