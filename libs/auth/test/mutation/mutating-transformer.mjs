import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import swc from '@swc/jest';
import { mutate } from './mutate.ts';
import { sources } from './mutated-files.ts';

/** Jest's transformer for the files that are mutated: first the mutants, then what every TypeScript file goes through. */
export default {
  createTransformer: (options) => {
    const compiler = swc.createTransformer(options);
    const mutated = (source, path) => mutate(source, relative(sources, path).replaceAll('\\', '/')).text;
    return {
      canInstrument: false,
      // the text with its mutants in it, so that what was compiled before a change of the operators is not used again
      getCacheKey: (source, path) =>
        createHash('sha256').update(JSON.stringify(options)).update(mutated(source, path)).digest('hex'),
      process: (source, path, jest) => compiler.process(mutated(source, path), path, jest),
    };
  },
};
