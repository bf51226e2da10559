import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { buildOnce, buildOnSave, type Compiler } from './compiler.ts';

const neverOver = new AbortController().signal;

describe('the compiler', () => {
  let root: string;
  let compiler: Compiler | undefined;

  beforeEach(() => {
    root = mkdtempSync(resolve(tmpdir(), 'nest-entra-compiler-'));
    mkdirSync(resolve(root, 'apps/shop/src'), { recursive: true });
    writeFileSync(
      resolve(root, 'apps/shop/tsconfig.build.json'),
      JSON.stringify({
        compilerOptions: { rootDir: 'src', outDir: 'dist', composite: true, lib: ['es2023'], types: [] },
        include: ['src'],
      }),
    );
    save('export const answer = 42;');
  });
  afterEach(() => {
    compiler?.stop();
    rmSync(root, { recursive: true });
  });

  const save = (code: string) => writeFileSync(resolve(root, 'apps/shop/src/main.ts'), code);
  const built = () => readFileSync(resolve(root, 'apps/shop/dist/main.js'), 'utf8');

  it('builds what npm start runs', async () => {
    await buildOnce(root, ['shop']).firstBuild(neverOver);
    expect(built()).toContain('answer = 42');
  });

  it('leaves a wrong type to npm test, and refuses what cannot run', async () => {
    save("export const answer: number = 'x';");
    await buildOnce(root, ['shop']).firstBuild(neverOver);
    save('export const answer = ;');
    await expect(buildOnce(root, ['shop']).firstBuild(neverOver)).rejects.toThrow(
      /^The build failed\.\napps\/shop\/src\/main\.ts\(1,23\): error TS1109/,
    );
  });

  it('builds again on a save', async () => {
    compiler = buildOnSave(root, ['shop'], () => undefined);
    await compiler.firstBuild(neverOver);
    // it starts to watch a moment after it says so, and a save before that goes unnoticed
    const saving = setInterval(() => save(`export const answer = 44; // ${Date.now()}`), 500);
    try {
      await new Promise<void>((settle) => {
        compiler?.onRebuild(() => {
          if (built().includes('answer = 44')) settle();
          return Promise.resolve();
        });
      });
    } finally {
      clearInterval(saving);
    }
  });

  it('ends while it waits for something that compiles', async () => {
    save('export const answer = ;');
    const over = new AbortController();
    compiler = buildOnSave(root, ['shop'], (line) => {
      if (line.includes('Found 1 error')) over.abort();
    });
    await expect(compiler.firstBuild(over.signal)).rejects.toThrow('The compiler ended');
  });
});
