import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { freePort } from '@nest-entra/launcher/free-port';
import { authorizationCode } from '../src/account-picker.js';
import { codeBlocks } from '../src/code-blocks.js';
import { type Terminal } from '../src/terminal.js';
import { workspace } from '../src/workspace.js';
import { WorkspaceCopy } from '../src/workspace-copy.js';

const patienceMs = 300_000;

/** The options that the guide leaves out: all at once, and in a soak run one by one. */
const furtherServices = [
  ['parcels', '--calls inventory --database'],
  ...(process.env['SOAK']
    ? ([
        ['caller', '--calls inventory'],
        ['keeper', '--database'],
      ] as const)
    : []),
] as const;

const listeners = [
  ...['ISSUER', 'ISSUER_HTTP', 'VAULT', 'INVENTORY', 'FULFILLMENT', 'POSTGRES', 'SHIPPING'],
  ...furtherServices.map(([service]) => service.toUpperCase()),
];

describe('docs/adding-a-service.md, followed to the letter,', () => {
  let copy: WorkspaceCopy;
  let terminal: Terminal;
  let generate: string, check: string, start: string, call: string;
  const ports = new Map<string, string>();

  beforeAll(async () => {
    copy = await WorkspaceCopy.make();
    for (const name of listeners) ports.set(`${name}_PORT`, String(await freePort()));
    // the only liberty taken: a port that is free on this machine
    [generate, check, start, call] = codeBlocks('docs/adding-a-service.md', 'sh').map(({ text }) =>
      text.replaceAll('3003', ports.get('SHIPPING_PORT') ?? ''),
    ) as [string, string, string, string];
    terminal = copy.openTerminal(Object.fromEntries(ports));
  }, patienceMs);
  afterAll(async () => {
    await terminal.close();
    await copy.remove();
  });

  it(
    'generates a service that passes its own lint, types and tests',
    async () => {
      await terminal.run(generate);
      await expect(terminal.run(check)).resolves.toContain(
        'Successfully ran targets lint, typecheck, test for project shipping',
      );
    },
    patienceMs,
  );

  it.each(furtherServices)(
    'generates %s, with %s, which passes them too (checked in a soak run)',
    async (service, options) => {
      const port = ports.get(`${service.toUpperCase()}_PORT`) ?? '';
      await terminal.run(`npx nx g @nest-entra/tools:service ${service} --port ${port} ${options}`);
      if (!process.env['SOAK']) return;
      await expect(terminal.run(`npx nx run-many -t lint typecheck test -p ${service}`)).resolves.toContain(
        `Successfully ran targets lint, typecheck, test for project ${service}`,
      );
    },
    patienceMs,
  );

  it('makes the files that the guide lists, and leaves the tables that it entered them into formatted', async () => {
    const guide = readFileSync(resolve(workspace, 'docs/adding-a-service.md'), 'utf8');
    const listed = [...guide.matchAll(/^\| `(apps\/shipping\/[^`]+)`/gm)].map(([, file = '']) => file);
    expect(listed.length).toBeGreaterThanOrEqual(5);
    for (const file of listed)
      expect([file, existsSync(resolve(copy.directory, file))]).toEqual([file, true]);
    await terminal.run(
      'npx prettier --check apps/shipping apps/parcels tools apps/mock-issuer/src docker-compose.yml',
    );
  });

  describe('after npm start', () => {
    let running: Terminal;
    beforeAll(async () => {
      running = copy.openTerminal(Object.fromEntries(ports));
      running.type(start);
      await running.prints(/^Ready after/m);
    }, patienceMs);
    afterAll(() => running.close());

    it('it answers 401 without a token, 403 without the role, 200 with it', async () => {
      const answers = await terminal.run(call);
      expect([...answers.matchAll(/^HTTP\/1.1 (\d+)/gm)].map(([, status]) => status)).toEqual([
        '401',
        '403',
        '200',
      ]);
    });

    it('a service that calls Inventory gets its answer, with a token of its own', async () => {
      const scope = '-d scope="$PARCELS_SCOPE"';
      const answer = await terminal.run(
        `TOKEN=$(curl -sS "$ISSUER_HTTP_URL/$TENANT_ID/oauth2/v2.0/token" -d grant_type=client_credentials \\
          -d client_id="$STOREFRONT_CLIENT_ID" --data-urlencode client_secret="$STOREFRONT_CLIENT_SECRET" ${scope} |
          sed -E 's/.*"access_token":"([^"]+)".*/\\1/')
        curl -sS "http://localhost:$PARCELS_PORT/parcels/stock/KEYBOARD-01" -H "Authorization: Bearer $TOKEN"`,
      );
      expect(JSON.parse(answer)).toMatchObject({ sku: 'KEYBOARD-01', available: expect.any(Number) });
    });

    describe('docs/oauth-flows.md, request by request,', () => {
      const [prepare = '', clientCredentials = '', signIn = '', redeem = ''] = codeBlocks(
        'docs/oauth-flows.md',
        'sh',
      ).map(({ text }) => text);

      it('gets the storefront a token with roles and without scopes', async () => {
        await terminal.run(prepare);
        const claims = claimsOf(await terminal.run(clientCredentials));
        expect(claims).toMatchObject({ idtyp: 'app', roles: ['Orders.Read.All', 'Orders.Write.All'] });
        expect(claims).not.toHaveProperty('scp');
      });

      it('gets the clerk a token with a scope and without roles', async () => {
        const authorizeUrl = await terminal.run(signIn);
        const code = await authorizationCode(authorizeUrl.trim(), 'clerk');
        const claims = claimsOf(await terminal.run(redeem.replace('<the code>', code)));
        expect(claims).toMatchObject({ scp: 'Orders.Read' });
        expect(claims).not.toHaveProperty('roles');
      });
    });
  });
});

function claimsOf(tokenResponse: string): unknown {
  const { access_token: token } = JSON.parse(tokenResponse) as { access_token: string };
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
