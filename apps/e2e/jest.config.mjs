import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'e2e',
  testTimeout: 60_000,
  // each spec file runs a whole system of its own
  maxWorkers: 1,
};
