import { fileURLToPath } from 'node:url';
import preset from '../../../../jest.preset.mjs';
import { mutatedFiles } from './mutated-files.ts';

const [[typescript, compiler]] = Object.entries(preset.transform);
const transformer = fileURLToPath(new URL('./mutating-transformer.mjs', import.meta.url));

/** The tests of `protect`, on sources that hold every mutant. `run.ts` calls it. */
export default {
  ...preset,
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testMatch: [
    '<rootDir>/src/**/*.spec.ts',
    '<rootDir>/test/**/*.spec.ts',
    '<rootDir>/test/mutation/*.mutation.ts',
  ],
  transform: {
    [`/src/(${mutatedFiles().join('|')})$`]: [transformer, compiler[1]],
    [typescript]: compiler,
  },
  setupFilesAfterEnv: ['<rootDir>/test/mutation/switchboard.ts', '<rootDir>/test/log-capture.ts'],
  testTimeout: 20_000,
};
