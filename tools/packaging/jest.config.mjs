import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'packaging',
  // npm installs, compilers run and applications start, on a machine that may be busy
  testTimeout: 120_000,
};
