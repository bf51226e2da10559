import preset from '../../jest.preset.mjs';

// every row of the table is a process of its own, on a machine that may be busy
export default { ...preset, displayName: 'doctor', testTimeout: 60_000 };
