import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeBlocks } from '../src/code-blocks.js';
import { anchors, pages } from '../src/pages.js';
import { workspace } from '../src/workspace.js';

const all = pages();
const read = (file: string) => readFileSync(resolve(workspace, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe.each(all)('$path', (page) => {
  it('links to what exists, down to the heading', () => {
    const broken = [...page.text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)#?([^)\s]*)\)/g)].filter(
      ([, path = '', anchor = '']) => {
        const target = path === '' ? page.path : join(dirname(page.path), path);
        if (!existsSync(resolve(workspace, target))) return true;
        const linked = all.find((each) => each.path === target);
        return anchor !== '' && linked !== undefined && !anchors(linked).has(anchor);
      },
    );
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it('names no file that is not there', () => {
    const named = [...page.text.matchAll(/`((?:apps|libs|tools|docs|deploy)\/[^`\s]+)`/g)].map(
      ([, path = '']) => path,
    );
    // files of the service that the guide has its reader generate; its own test looks for those
    const missing = named.filter((path) => !path.startsWith('apps/shipping/') && !isThere(path));
    expect(missing).toEqual([]);
  });

  it('names no npm script that is not there', () => {
    const named = [...page.text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('has shell commands that a shell can read', () => {
    const blocks = codeBlocks(page.path).filter(({ language }) => language === 'sh' || language === 'bash');
    // <what the reader fills in> would be a redirection
    const script = blocks.map(({ text }) => text.replaceAll(/<[a-z][^>\n]*>/g, 'filled-in')).join('\n');
    expect(() => execFileSync('bash', ['-n'], { input: script, stdio: 'pipe' })).not.toThrow();
  });
});

describe('README.md', () => {
  it('gives the commands that CI and the guide’s test really run', () => {
    const [commands] = codeBlocks('README.md', 'sh').map(({ text }) => text.replaceAll(/ *#.*/g, '').trim());
    expect(commands?.split('\n')).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    expect(read('.ci/run')).toMatch(/\nnpm ci\nnpm test\n$/);
    expect(codeBlocks('docs/adding-a-service.md', 'sh').map(({ text }) => text)).toContain('npm start\n');
  });

  it.each(codeBlocks('README.md', 'ts').map(({ text }) => text.trim().split('\n')))(
    'shows code as it stands in the file it names: %s',
    (title, ...lines) => {
      const source = read(title.replace('// ', '')).split('\n');
      let position = 0;
      for (const line of lines.filter((each) => each.trim() !== '…')) {
        position = source.indexOf(line, position);
        expect({ line, found: position >= 0 }).toEqual({ line, found: true });
      }
    },
  );
});

function isThere(path: string): boolean {
  return existsSync(resolve(workspace, path)) || globSync(path, { cwd: workspace }).length > 0;
}
