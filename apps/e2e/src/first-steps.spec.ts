import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { Launcher, Site } from './launcher.js';
import { readLocalVariables } from './local-variables.js';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

describe('a newcomer’s first steps', () => {
  let site: Site;
  let launcher: Launcher;
  beforeAll(async () => {
    site = await Site.prepare();
    launcher = await new Launcher(site).ready();
    await launcher.printed(/Ctrl-C/);
  });
  afterAll(async () => {
    await launcher.stop();
    site.remove();
  });

  it('the command that npm start prints places an order', async () => {
    const [, command = ''] = /Place an order:\n([^]+?)\n\s*\n/.exec(launcher.output) ?? [];
    const { stdout } = await run('sh', ['-c', command], { cwd: root, env: { PATH: process.env.PATH } });
    expect(JSON.parse(stdout)).toMatchObject({ state: 'confirmed', lines: [{ sku: 'KEYBOARD-01' }] });
  });

  it('the demo comes out as told, and as the README shows it', async () => {
    const printed = await demo(site);
    expect(masked(printed)).toBe(masked(demoOfReadme()));
  });

  it('the demo shows no secret and no token', async () => {
    const printed = await demo(site);
    const secrets = [...readLocalVariables(site.localEnvFile)].filter(([name]) => /SECRET|TOKEN/.test(name));
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    for (const [, secret] of secrets) expect(printed).not.toContain(secret);
    expect(printed).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
  });

  it('the demo fails when nothing runs', async () => {
    await expect(
      run(process.execPath, [resolve(root, 'tools/launcher/demo.mjs')], {
        env: { DATA_DIR: resolve(site.dataDirectory, 'elsewhere') },
      }),
    ).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing runs here') });
  });

  it('Ctrl-C stops everything, and leaves no secret behind', async () => {
    expect(existsSync(site.localEnvFile)).toBe(true);

    launcher.signal('SIGINT');

    await expect(launcher.ended).resolves.toBe(0);
    await expect(site.portsInUse()).resolves.toEqual([]);
    expect(existsSync(site.localEnvFile)).toBe(false);
  });
});

async function demo(site: Site): Promise<string> {
  const { stdout } = await run(process.execPath, [resolve(root, 'tools/launcher/demo.mjs')], {
    env: { DATA_DIR: site.dataDirectory, NO_COLOR: '1' },
  });
  return stdout.trim();
}

function demoOfReadme(): string {
  const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
  return /```text\n(1\. [^]+?)```/.exec(readme)?.[1]?.trim() ?? '';
}

/** What differs from run to run: ports, ids, times, and how much is in stock. */
function masked(text: string): string {
  return text
    .replace(/localhost:\d+/g, 'localhost:PORT')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'GUID')
    .replace(/^( +exp +)\d+/m, '$1NUMBER')
    .replace(/("\w+":)\d+/g, '$1NUMBER');
}
