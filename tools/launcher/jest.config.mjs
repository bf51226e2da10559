import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'launcher', testTimeout: 30_000 };
