import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'auth', setupFilesAfterEnv: ['<rootDir>/test/log-capture.ts'] };
