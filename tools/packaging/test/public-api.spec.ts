import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../src/process/run.ts';
import { library } from '../src/repository.ts';

const packaging = resolve(import.meta.dirname, '..');
const committed = resolve(library, 'api');

/** What teams can import, and everything that a change of it would change for them. */
describe('the public API', () => {
  let directory: string;
  const current = (file: string) => readFile(join(directory, file), 'utf8');
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'nest-entra-api-'));
    // fails, and says why, if a type is used that cannot be imported, or if a comment is no TSDoc
    await run(process.execPath, ['api-report.mjs', directory], { cwd: packaging });
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const reports = ['acquire.api.md', 'protect.api.md', 'testing.api.md'];

  it.each(reports)(
    'is the one that was agreed: %s (if the change is meant: npm run api:update)',
    async (report) => {
      expect(await current(report)).toBe(await readFile(join(committed, report), 'utf8'));
    },
  );

  it.each(reports)('is described, every export of it: %s', async (report) => {
    const undocumented = /^\/\/ @public \(undocumented\)\n(.*)/gm;
    expect([...(await current(report)).matchAll(undocumented)].map(([, line]) => line)).toEqual([]);
  });

  it('has a report of every entry point', async () => {
    expect((await readdir(committed)).sort()).toEqual(reports);
  });
});
