import { codeBlocks } from '../src/code-blocks.js';
import { type Terminal } from '../src/terminal.js';
import { WorkspaceCopy } from '../src/workspace-copy.js';

const patienceMs = 600_000;

/** It rewrites, formats and compiles the whole workspace, so only in a soak run. */
const inSoak = process.env['SOAK'] ? describe : describe.skip;

inSoak('docs/making-it-yours.md', () => {
  let copy: WorkspaceCopy;
  let terminal: Terminal;
  beforeAll(async () => {
    copy = await WorkspaceCopy.make();
    terminal = copy.openTerminal();
    await terminal.run('git init --quiet && git add --all');
  }, patienceMs);
  afterAll(async () => {
    await terminal.close();
    await copy.remove();
  });

  it(
    'renames the scope such that everything still compiles',
    async () => {
      const [rename = ''] = codeBlocks('docs/making-it-yours.md', 'sh').map(({ text }) => text);
      await terminal.run(rename);
      await expect(terminal.run("git grep -lI '@nest-entra' || true")).resolves.toBe('');
      await terminal.run('npx tsc --build');
    },
    patienceMs,
  );
});
