import { resolve } from 'node:path';
import { packageNameOf } from './package-name-detector.js';

describe('the name of a service that nobody named', () => {
  it('is that of the package whose program runs, without the scope', () => {
    expect(packageNameOf(resolve(import.meta.dirname, '../../dist/main.js'))).toBe('service-kit');
  });

  it('is left open where there is no program, or no package', () => {
    expect(packageNameOf(undefined)).toBeUndefined();
    expect(packageNameOf('/main.js')).toBeUndefined();
  });
});
