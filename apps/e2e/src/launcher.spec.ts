import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Launcher, Site } from './launcher.js';

describe('npm start', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.prepare();
  });
  afterAll(() => site.remove());

  it.each([
    ['fulfillment', 'when everything is ready', /^Ready after/m],
    ['postgres', 'when everything is ready', /^Ready after/m],
    ['mock-issuer', 'while others wait for it', /^mock-issuer +\| starting/m],
    ['inventory', 'while it starts', /^inventory +\| starting/m],
  ])('names %s when that is killed %s, stops the rest, and fails', async (name, _when, moment) => {
    const launcher = await new Launcher(site).printed(moment);

    process.kill(launcher.pidOf(name), 'SIGKILL');

    await expect(launcher.ended).resolves.toBe(1);
    expect(launcher.output).toContain(`${name} ended by itself (SIGKILL).`);
    await expect(site.portsInUse()).resolves.toEqual([]);
  });

  it('leaves no service behind when it is killed itself, and starts again', async () => {
    const killed = await new Launcher(site).ready();

    killed.signal('SIGKILL');

    await killed.ended;
    // the services notice; the database waits for the next start, which ends it
    await until(async () => (await site.portsInUse()).every((name) => name === 'POSTGRES_PORT'));
    const next = await new Launcher(site).ready();
    await next.stop();
    await expect(site.portsInUse()).resolves.toEqual([]);
  });

  it('says which ports are taken, by what it would start there, and how to choose others', async () => {
    const squatter = createServer().listen(site.ports.INVENTORY_PORT, '127.0.0.1');
    await once(squatter, 'listening');
    try {
      const launcher = new Launcher(site);

      await expect(launcher.ended).resolves.toBe(1);
      const { INVENTORY_PORT: port } = site.ports;
      expect(launcher.output).toMatch(
        new RegExp(`^Port ${port} \\(inventory\\) is taken\\.\n.*: INVENTORY_PORT=\\d+ npm start$`),
      );
    } finally {
      squatter.close();
    }
  });

  it('says which variable makes no sense', async () => {
    const launcher = new Launcher(site, { VAULT_PORT: 'high' });
    await expect(launcher.ended).resolves.toBe(1);
    expect(launcher.output).toBe('VAULT_PORT must be a port number (1 to 65535), not "high".');
  });
});

describe('on a Node that is too old', () => {
  it.each(['start.mjs', 'demo.mjs'])('%s says so in one sentence, and fails', (script) => {
    const pretend = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '22.1.0' } })`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', pretend, resolve(import.meta.dirname, '../../../tools/launcher', script)],
      { encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Node \S+ is too old, 24\.9 or newer is needed\. .*\n$/);
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error('it did not come true within five seconds');
}
