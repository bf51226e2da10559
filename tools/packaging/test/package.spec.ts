import { rm } from 'node:fs/promises';
import { join, normalize, resolve } from 'node:path';
import { valueOf } from '@nest-entra/launcher/local-env';
import { startThrowawayIssuer, type ThrowawayIssuer } from '@nest-entra/launcher/throwaway-issuer';
import { publint } from 'publint';
import { library, readJson } from '../src/repository.ts';
import { type Manifest } from '../src/stage/published-manifest.ts';
import { Installation, packLibrary, temporaryDirectory } from './support/installation.ts';
import { lockedVersion } from './support/locked-packages.ts';
import { jobMain, type Platform, serverMain, starterPackages } from './support/nest-starter.ts';
import { readApplications, type ReadmeApplication } from './support/readme.ts';
import { ServerProcess } from './support/server-process.ts';
import { tokenOf } from './support/token-of.ts';

const name = '@nest-entra/auth';
const inventoryClientId = '00001111-aaaa-2222-bbbb-3333cccc4444';
const fulfillmentClientId = '11112222-bbbb-3333-cccc-4444dddd5555';

const readme = readApplications();
const { peerDependencies, peerDependenciesMeta } = readJson(resolve(library, 'package.json')) as Manifest;

/** Where an application takes the versions of its packages from; in `npm test` only from here, without any network. */
const sources: [string, (name: string) => string][] = [['that this workspace tests with', lockedVersion]];
if (process.env['SOAK']) sources.push(['that are the oldest its peers allow', oldestVersion]);

/** The package as teams get it: packed, installed by npm outside this repository, in the applications of its README. */
describe.each(sources)('@nest-entra/auth, packed and installed beside the versions %s', (_, versionOf) => {
  let directory: string;
  let entra: ThrowawayIssuer;
  let installations: Record<'inventory' | 'fulfillment', Installation>;
  beforeAll(async () => {
    directory = await temporaryDirectory();
    entra = await startThrowawayIssuer();
    const packed = await packLibrary(directory);
    const install = (application: string) =>
      Installation.of(
        join(directory, application),
        packed,
        Object.fromEntries(
          [...starterPackages, ...packagesOf(application)].map((each) => [each, versionOf(each)]),
        ),
      );
    const [inventory, fulfillment] = await Promise.all([install('inventory'), install('fulfillment')]);
    installations = { inventory, fulfillment };
  });
  afterAll(async () => {
    await entra.remove();
    await rm(directory, { recursive: true, force: true });
  });

  describe('in an API that it protects', () => {
    const { packages, files } = applicationOf('inventory');
    let installation: Installation;
    const variants: [string, 'module' | 'commonjs', Platform, string][] = [
      ['fastify', 'module', 'fastify', 'app.module'],
      ['express', 'module', 'express', 'app.module.from-environment'],
      ['commonjs', 'commonjs', 'express', 'app.module'],
    ];
    beforeAll(async () => {
      installation = installations.inventory;
      for (const [variant, type, platform, module] of variants) {
        const main = ['src/main.ts', serverMain(platform, module)] as const;
        await installation.add(variant, type, new Map([...local(files, placeholders()), main]));
      }
      await installation.compile();
    });

    it.each(variants)('answers 200, 401 and 403: %s (%s on %s, by %s)', async (variant) => {
      const { server, found } = await startInventory(variant);
      const stock = `${found[1] ?? ''}/stock/KEYBOARD-01`;
      try {
        await expect(get(stock, await tokenOf(entra, 'WAREHOUSE'))).resolves.toMatchObject({
          status: 200,
          body: { sku: 'KEYBOARD-01', available: 3 },
        });
        await expect(get(stock)).resolves.toMatchObject({
          status: 401,
          body: { code: 'AUTH_TOKEN_MISSING' },
        });
        await expect(get(stock, await tokenOf(entra, 'STRANGER'))).resolves.toMatchObject({
          status: 403,
          body: { code: 'AUTH_ROLES_MISSING' },
        });
        await expect(get(`${found[1] ?? ''}/stock/about`)).resolves.toMatchObject({ status: 200 });
      } finally {
        await server.stop();
      }
    });

    it.each(variants)('passes the test of its README: %s', async (variant) => {
      await installation.node(['--test', `${variant}/test/stock.test.js`]);
    });

    // every compilation above was nodenext
    if (process.env['SOAK']) {
      it('type checks as a bundler resolves it', async () => {
        await installation.compile({ module: 'preserve', moduleResolution: 'bundler', noEmit: true });
      });
    }

    it('holds code, declarations and documents, and nothing else', async () => {
      const files = await installation.filesOf(name);
      const documents = files.filter((file) => !file.startsWith('dist'));
      expect(documents.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
      const code = /^dist[\\/](?!.*\.(spec|test)\.).+\.(js|d\.ts)$/;
      expect(files.filter((file) => file.startsWith('dist') && !code.test(file))).toEqual([]);
    });

    it('leads to files that it holds, under every condition', async () => {
      const files = await installation.filesOf(name);
      const manifest = readJson(
        join(installation.directory, 'node_modules', name, 'package.json'),
      ) as Manifest;
      const targets = Object.values(manifest.exports).flatMap((target) =>
        typeof target === 'string' ? [target] : Object.values(target),
      );
      expect(targets).toHaveLength(7);
      expect(targets.filter((target) => !files.includes(normalize(target)))).toEqual([]);
    });

    it('has nothing that publint would mend', async () => {
      const pkgDir = join(installation.directory, 'node_modules', name);
      const { messages } = await publint({ pkgDir, pack: false, strict: true });
      expect(messages).toEqual([]);
    });

    it('has none of what calling needs, so that /acquire does not load, and says what is missing', async () => {
      const others = packagesOf('fulfillment').filter((each) => !packages.includes(each));
      expect(others.filter((each) => installation.has(each))).toEqual([]);
      await expect(installation.import(`${name}/acquire`)).rejects.toThrow(missing(others));
    });

    it.each(optionalPeers(packages))('without %s does not start, and says so', async (peer) => {
      const loading = installation.without(peer, () => installation.import(`${name}/protect`));
      await expect(loading).rejects.toThrow(missing([peer]));
    });
  });

  describe('in a service that calls it', () => {
    const { packages, files } = applicationOf('fulfillment');
    let installation: Installation;
    let inventory: ServerProcess;
    let inventoryUrl: string;
    const variants: ['esm' | 'environment' | 'commonjs', 'module' | 'commonjs', string][] = [
      ['esm', 'module', 'app.module'],
      ['environment', 'module', 'app.module.from-environment'],
      ['commonjs', 'commonjs', 'app.module'],
    ];
    beforeAll(async () => {
      const { server, found } = await startInventory('fastify');
      [inventory, inventoryUrl] = [server, found[1] ?? ''];
      installation = installations.fulfillment;
      for (const [variant, type, module] of variants) {
        const main = ['src/main.ts', jobMain(module)] as const;
        await installation.add(variant, type, new Map([...local(files, placeholders(inventoryUrl)), main]));
      }
      await installation.compile();
    });
    afterAll(() => inventory.stop());

    const runJob = (variant: string) =>
      installation.node([`${variant}/src/main.js`], {
        ...entra.platform,
        ENTRA_TENANT_ID: valueOf(entra.local, 'TENANT_ID'),
        ENTRA_CLIENT_ID: fulfillmentClientId,
        ENTRA_AUTHORITY_HOST: entra.url,
        ENTRA_CREDENTIAL: 'key-vault-secret',
        KEY_VAULT_URL: entra.vaultUrl,
        KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-client-secret',
        INVENTORY_URL: inventoryUrl,
        INVENTORY_SCOPE: `api://${inventoryClientId}/.default`,
      });

    it.each(variants)('gets an answer with a token: %s (%s, by %s)', async (variant) => {
      const answer = { sku: 'KEYBOARD-01', available: 3, askedBy: fulfillmentClientId };
      await expect(runJob(variant)).resolves.toContain(`answer ${JSON.stringify(answer)}`);
    });

    it('has none of what protecting needs, so that /protect does not load, and says what is missing', async () => {
      const others = packagesOf('inventory').filter((each) => !packages.includes(each));
      expect(others.filter((each) => installation.has(each))).toEqual([]);
      await expect(installation.import(`${name}/protect`)).rejects.toThrow(missing(others));
      await expect(installation.import(`${name}/testing`)).resolves.toBe('');
    });

    // node-forge is for what the mock's vault does not hold: a certificate as PKCS#12
    it.each(optionalPeers(packages).filter((each) => each !== 'node-forge'))(
      'without %s does not start, and says so',
      async (peer) => {
        await expect(installation.without(peer, () => runJob('esm'))).rejects.toThrow(missing([peer]));
      },
    );
  });

  function startInventory(variant: string) {
    const environment = {
      ...entra.platform,
      ENTRA_TENANT_ID: valueOf(entra.local, 'TENANT_ID'),
      ENTRA_CLIENT_ID: inventoryClientId,
      ENTRA_AUTHORITY_HOST: entra.url,
      PORT: '0',
    };
    const main = join(installations.inventory.directory, variant, 'src/main.js');
    return ServerProcess.start(main, environment, /^listening on (\S+)/m);
  }

  /** The addresses that the README writes, and what stands there in this run. */
  function placeholders(inventoryUrl = ''): [string, string][] {
    return [
      ['https://login.microsoftonline.com', entra.url],
      ['https://shop.vault.azure.net', entra.vaultUrl],
      ['https://inventory.example.com', inventoryUrl],
    ];
  }

  function applicationOf(application: string): ReadmeApplication {
    const found = readme.get(application);
    if (!found) throw new Error(`README.md has no code of ${application}`);
    return found;
  }

  /** What the README installs for it, besides the package itself. */
  function packagesOf(application: string): readonly string[] {
    return applicationOf(application).packages.filter((each) => each !== name);
  }
});

function optionalPeers(packages: readonly string[]): string[] {
  return packages.filter((each) => peerDependenciesMeta[each]?.optional);
}

/** Where the range of our peer begins; Nest's platforms are released with it. */
function oldestVersion(name: string): string {
  const range = peerDependencies[name.startsWith('@nestjs/platform-') ? '@nestjs/core' : name];
  return range?.replace('^', '') ?? lockedVersion(name);
}

function local(files: ReadonlyMap<string, string>, addresses: [string, string][]): Map<string, string> {
  const here = (content: string) =>
    addresses.reduce((text, [documented, actual]) => text.replaceAll(documented, actual), content);
  return new Map([...files].map(([path, content]) => [path, here(content)]));
}

async function get(url: string, token?: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(
    url,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  );
  return { status: answer.status, body: await answer.json() };
}

/** One sentence, by Node or by the library, with the name of a package. */
function missing(packages: readonly string[]): RegExp {
  const any = packages.join('|');
  return new RegExp(
    `Cannot find (package|module) '(${any})'|needs the package (${any}).*npm install (${any})`,
  );
}
