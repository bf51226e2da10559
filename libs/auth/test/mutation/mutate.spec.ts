import { harmlessMutants } from './harmless-mutants.js';
import { allMutants } from './mutated-files.js';
import { mutate } from './mutate.js';

/** What becomes of the code of a function. */
const changesOf = (code: string, before = '') =>
  mutate(`${before}\nfunction f(a, b, c) { ${code} }`, 'f.ts').mutants.map(({ change }) => change);

/** What the function returns while the mutant with this change is active. */
function mutated(code: string, change: string): unknown {
  const { text, mutants } = mutate(code, 'f.ts');
  const id = mutants.find((mutant) => mutant.change === change)?.id;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- runs what was written
  return new Function('isMutant', 'mayGoOn', `${text}\nreturn f();`)(
    (asked: string) => asked === id,
    () => true,
  );
}

describe('the mutants of an expression', () => {
  it('move the boundary of a comparison, turn its sense round, and leave it out', () => {
    expect(changesOf('return a < b;')).toEqual(['a < b -> a <= b', 'a < b -> true', 'a < b -> false']);
    expect(changesOf('return a === b;')).toEqual([
      'a === b -> a !== b',
      'a === b -> true',
      'a === b -> false',
    ]);
  });

  it('take "and" for "or", and leave out either side', () => {
    expect(changesOf('if (a && b) return c;')).toEqual([
      'a -> true',
      'a -> false',
      'b -> true',
      'b -> false',
      'a && b -> a || b',
    ]);
  });

  it('forget a negation', () => {
    expect(changesOf('if (!a) return b;')).toEqual(['a -> true', 'a -> false', '!a -> a']);
  });

  it('take "some" for "every"', () => {
    expect(changesOf('return a.some(b);')).toContain('a.some(b) -> a.every(b)');
  });

  it('reckon the other way', () => {
    expect(changesOf('return a + b;')).toEqual(['a + b -> a - b']);
  });

  it('forget a step', () => {
    expect(changesOf('check(a);')).toEqual(['check(a) left out']);
    expect(changesOf('await a.check(b);')).toEqual(['await a.check(b) left out']);
  });

  it('never take a case', () => {
    expect(changesOf("switch (a) { case 'app': return b; }")).toEqual(["'app' -> NaN"]);
  });

  it('loosen a pattern, move a limit and shorten a list that stand outside of functions', () => {
    const pattern = 'const PATTERN = /^[a-z]+$/i;';
    expect(changesOf('return PATTERN.exec(a);', pattern)).toEqual([
      '/^[a-z]+$/i -> /[a-z]+$/i',
      '/^[a-z]+$/i -> /^[a-z]+/i',
      '/^[a-z]+$/i -> /^[a-z]*$/i',
      '/^[a-z]+$/i -> /^[a-z]+$/',
    ]);
    expect(changesOf('return g(MAX);', 'const MAX = 5;')).toEqual(['5 -> 5 + 1', '5 -> 5 - 1']);
    expect(changesOf('return g(LIST);', "const LIST = ['x', 'y'];")).toEqual(["without 'x'", "without 'y'"]);
  });

  it('leave types and names alone', () => {
    expect(changesOf('const x: 5 | true = a as true; return { 1: x, y: a.MAX };', 'const MAX = 5;')).toEqual(
      [],
    );
  });
});

describe('a mutated file', () => {
  it('does what it did as long as no mutant is active, and one thing otherwise while one is', () => {
    const code = 'const LIMIT = 2; function f() { return 1 < LIMIT && [1, 2].every((n) => n < LIMIT); }';
    expect(mutated(code, 'none')).toBe(false);
    expect(mutated(code, '2 -> 2 + 1')).toBe(true);
    expect(mutated(code, 'n < LIMIT -> n <= LIMIT')).toBe(true);
    expect(mutated(code, '1 < LIMIT -> true')).toBe(false);
  });

  it.each([
    'for (const n of [1, 2, 3]) f(n)',
    'for (let n = 0; n < 3; n++) { f(n); }',
    'let n = 0; while (n < 3) n++;',
    'let n = 0; do { n++; } while (n < 3);',
  ])('asks at every turn of a loop whether it may go on: %s', (loop) => {
    const { text } = mutate(`function g(f) { ${loop} }`, 'f.ts');
    let turns = 0;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- runs what was written
    new Function('isMutant', 'mayGoOn', `${text}\ng(() => undefined);`)(
      () => false,
      () => turns++,
    );
    expect(turns).toBe(3);
  });

  it('gives a mutant a name that outlives a change of lines, and tells twins apart', () => {
    const keysOf = (code: string) => mutate(code, 'f.ts').mutants.map(({ key }) => key);
    const code = 'class Guard {\n check(a) { return g(!a, !a); } }';
    expect(keysOf(code)).toContain('f.ts Guard.check: !a -> a');
    expect(keysOf(code)).toContain('f.ts Guard.check: !a -> a (2)');
    expect(keysOf(code)).toEqual(keysOf(`// a line more\n${code}`));
  });
});

describe('the mutants of what decides', () => {
  const mutants = allMutants();

  it('are known by names of their own', () => {
    expect(new Set(mutants.map(({ key }) => key)).size).toBe(mutants.length);
  });

  it.each(['token/claim-checks.ts', 'token/token-header.ts', 'requirement/authorize.ts', 'entra.guard.ts'])(
    'are in %s',
    (file) => {
      expect(mutants.filter((mutant) => mutant.file === `protect/${file}`).length).toBeGreaterThan(10);
    },
  );

  it('include every one that is listed as harmless: delete an entry whose mutant is gone', () => {
    const keys = new Set(mutants.map(({ key }) => key));
    expect(Object.keys(harmlessMutants).filter((key) => !keys.has(key))).toEqual([]);
  });
});
