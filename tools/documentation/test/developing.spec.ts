import { freePort } from '@nest-entra/launcher/free-port';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Terminal } from '../src/terminal.js';
import { WorkspaceCopy } from '../src/workspace-copy.js';

const patienceMs = 300_000;
const listeners = ['ISSUER', 'ISSUER_HTTP', 'VAULT', 'INVENTORY', 'FULFILLMENT', 'POSTGRES'];

/** It compiles and watches the whole workspace with its type checks, so only in a soak run. */
const inSoak = process.env['SOAK'] ? describe : describe.skip;

inSoak('npm run dev', () => {
  let copy: WorkspaceCopy;
  let dev: Terminal;
  let terminal: Terminal;
  let placeOrder: string;

  beforeAll(async () => {
    copy = await WorkspaceCopy.make();
    const ports: Record<string, string> = {};
    for (const name of listeners) ports[`${name}_PORT`] = String(await freePort());
    dev = copy.openTerminal(ports);
    terminal = copy.openTerminal(ports);
    dev.type('npm run dev');
    await dev.prints(/Place an order:\n([^]+?)\n\s*\n/);
    [, placeOrder = ''] = /Place an order:\n([^]+?)\n\s*\n/.exec(dev.printed) ?? [];
  }, patienceMs);
  afterAll(async () => {
    await terminal.close();
    await dev.close();
    await copy.remove();
  });

  const order = async () => JSON.parse(await terminal.run(placeOrder)) as unknown;
  /** How often the launcher has said that this process is ready. */
  const startsOf = (name: string) =>
    [...dev.printed.matchAll(new RegExp(`^${name} +\\| ready`, 'gm'))].length;
  const restartOf = async (name: string, edit: () => Promise<void>) => {
    const before = startsOf(name);
    await edit();
    await dev.prints(new RegExp(`(^${name} +\\| ready[^]*){${String(before + 1)}}`, 'm'));
  };

  it(
    'restarts the service whose code was saved, and no other',
    async () => {
      const file = join(copy.directory, 'apps/fulfillment/src/open-api.ts');
      await restartOf('fulfillment', async () => {
        const source = await readFile(file, 'utf8');
        await writeFile(file, `${source}\nexport const saved = true;\n`);
      });
      expect(startsOf('inventory')).toBe(1);
      await expect(order()).resolves.toMatchObject({ state: 'confirmed' });
    },
    patienceMs,
  );

  it(
    'the mock issuer signs with the same key after its restart, so that everything goes on at once',
    async () => {
      const file = join(copy.directory, 'apps/mock-issuer/src/clock.ts');
      // twice: an API that has just met a token of a withdrawn key asks for no further key for minutes
      for (const time of ['once', 'twice']) {
        await restartOf('mock-issuer', () => appendFile(file, `\nexport const ${time} = true;\n`));
        await expect(terminal.run('npm run demo')).resolves.toContain('Everything came out as told.');
      }
    },
    patienceMs,
  );
});
