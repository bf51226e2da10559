import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { startThrowawayIssuer, type ThrowawayIssuer } from '@nest-entra/launcher/throwaway-issuer';
import { brokenAuthority } from './broken/authority.js';
import { brokenConfiguration } from './broken/configuration.js';
import { brokenCredential } from './broken/credential.js';
import { brokenToken } from './broken/token.js';
import { type Diagnosis, type Environment, everythingSaid, type JsonReport, reportOf } from './diagnosis.js';
import { askDoctor } from './doctor-in-process.js';
import { runDoctor } from './doctor-process.js';
import { startGuardedApi } from './guarded-api.js';
import { secretsOf } from './secrets-of.js';
import { fulfillment, fulfillmentId, inventory, inventoryId } from './services.js';

const brokenSetups = [...brokenConfiguration, ...brokenAuthority, ...brokenCredential, ...brokenToken];

describe('the doctor', () => {
  let mock: ThrowawayIssuer;
  let secrets: readonly string[];
  beforeAll(async () => {
    mock = await startThrowawayIssuer();
    // for what runs in this process
    const { NODE_EXTRA_CA_CERTS: caFile } = mock.platform;
    process.env['NODE_EXTRA_CA_CERTS'] = caFile;
    setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')]);
    secrets = await secretsOf(mock);
  });
  afterAll(() => mock.remove());
  afterEach(() => mock.control('state/reset', {}));

  type Ask = (environment: Environment, ...args: readonly string[]) => Promise<Diagnosis>;
  const diagnose = async (
    environment: Environment,
    args: readonly string[] = [],
    ask: Ask = askDoctor,
  ): Promise<JsonReport & Pick<Diagnosis, 'exitCode'>> => {
    const diagnosis = await ask(environment, '--json', ...args);
    return { ...reportOf(diagnosis), exitCode: diagnosis.exitCode };
  };

  describe('finds nothing wrong with', () => {
    it('a service that only protects', async () => {
      const { exitCode, stdout } = await runDoctor(inventory(mock));
      expect(stdout).toMatch(/^✓ signing keys +usable 1, kids \S+$/m);
      expect(stdout).toMatch(/^– credential +ENTRA_CREDENTIAL is not set/m);
      expect(stdout).toMatch(/\nAll good\.\n$/);
      expect(exitCode).toBe(0);
    });

    it('a service that calls another, and shows what it saw', async () => {
      const { exitCode, stdout } = await runDoctor(fulfillment(mock));
      expect(stdout).toContain(`issuer ${mock.url}/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0`);
      expect(stdout).toMatch(/uses the secret 'fulfillment-client-secret' in localhost:\d+, expires \d{4}-/);
      expect(stdout).toContain(
        `aud ${inventoryId}, ver 2.0, roles Inventory.Read Inventory.Reserve, idtyp app`,
      );
      expect(stdout).toMatch(/\nAll good\.\n$/);
      expect(exitCode).toBe(0);
    });

    it('a list of sources whose first one is missing', async () => {
      const environment = {
        ...fulfillment(mock),
        ENTRA_CREDENTIAL: 'workload-identity,key-vault-secret',
        AZURE_FEDERATED_TOKEN_FILE: '/no/such/token',
      };
      expect(await diagnose(environment)).toMatchObject({ exitCode: 0, ok: true });
    });

    it('a certificate in the vault', async () => {
      const environment = {
        ...fulfillment(mock),
        ENTRA_CREDENTIAL: 'key-vault-certificate',
        KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-certificate',
      };
      expect(await diagnose(environment)).toMatchObject({ exitCode: 0, ok: true });
    });
  });

  describe('names the fault of', () => {
    it.each(brokenSetups)('$broken: $code', async ({ step, code, says, ...setup }) => {
      for (const [path, body] of setup.control ?? []) await mock.control(path, body);
      const environment = { ...fulfillment(mock), ...setup.environment?.(mock) };
      const { exitCode, ok, steps } = await diagnose(
        environment,
        setup.args,
        setup.needsProcess ? runDoctor : askDoctor,
      );
      expect(steps.at(-1)).toMatchObject({
        step,
        outcome: 'failed',
        fault: {
          code,
          cause: expect.stringMatching(says),
          remedy: expect.stringMatching(/\w.*\.$/),
          see: expect.stringMatching(/^docs\/[\w-]+\.md#[\w-]+$/),
        },
      });
      expect(steps.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
      expect({ exitCode, ok }).toEqual({ exitCode: 1, ok: false });
    });

    it('a service that calls nobody, of which a token is wanted', async () => {
      const { steps } = await diagnose(inventory(mock), ['--scope', `api://${inventoryId}/.default`]);
      expect(steps).toMatchObject([{ step: 'configuration', fault: { code: 'AUTH_CONFIG_CREDENTIAL' } }]);
    });

    it('an API that is set up with another client id', async () => {
      const api = await startGuardedApi(fulfillmentId, mock.url);
      const { steps } = await diagnose(fulfillment(mock), ['--api', `${api.url}/stock`]);
      expect(steps.at(-1)).toMatchObject({ step: 'api', fault: { code: 'AUTH_AUDIENCE_MISMATCH' } });
      await api.close();
    });

    it('an API that is away', async () => {
      const { steps } = await diagnose(fulfillment(mock), ['--api', 'https://localhost:1/stock']);
      expect(steps.at(-1)).toMatchObject({ step: 'api', fault: { code: 'CALL_CONNECTION_FAILED' } });
    });
  });

  describe('warns, and goes on, when', () => {
    const warning = async (environment: Environment, ...args: readonly string[]) => {
      const { exitCode, ok, steps } = await diagnose(environment, args);
      expect({ exitCode, ok }).toEqual({ exitCode: 0, ok: true });
      return steps.find(({ outcome }) => outcome === 'warned');
    };

    it('a certificate is about to expire', async () => {
      await mock.control('credentials/roll', { app: 'fulfillment', kind: 'certificate', expiresInDays: 10 });
      const environment = {
        ...fulfillment(mock),
        ENTRA_CREDENTIAL: 'key-vault-certificate',
        KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-certificate',
      };
      expect(await warning(environment)).toMatchObject({
        step: 'credential',
        facts: { 'days left': 9 },
        fault: { code: 'DOCTOR_CREDENTIAL_EXPIRES' },
      });
    });

    it('no API is named', async () => {
      expect(await warning({ ...fulfillment(mock), INVENTORY_SCOPE: undefined })).toMatchObject({
        fault: { code: 'DOCTOR_SCOPE_UNKNOWN' },
      });
    });

    it('the client id of the API cannot be known', async () => {
      const graph = 'https://graph.microsoft.com/.default';
      expect(await warning(fulfillment(mock), '--scope', graph)).toMatchObject({
        fault: { code: 'DOCTOR_AUDIENCE_UNKNOWN' },
      });
    });
  });

  describe('calls the API, which', () => {
    let api: Awaited<ReturnType<typeof startGuardedApi>>;
    beforeEach(async () => (api = await startGuardedApi(inventoryId, mock.url)));
    afterEach(() => api.close());

    it.each([
      ['takes the token', '/stock', 'passed', undefined],
      ['wants another role', '/managed', 'failed', 'AUTH_ROLE_REQUIRED'],
      ['lets everybody in', '/about', 'warned', 'DOCTOR_API_OPEN'],
      ['has no such path', '/nowhere', 'warned', 'DOCTOR_API_OPEN'],
    ])('%s', async (_what, path, outcome, code) => {
      const { steps } = await diagnose(fulfillment(mock), ['--api', `${api.url}${path}`]);
      expect(steps.at(-1)).toMatchObject({ step: 'api', outcome, ...(code && { fault: { code } }) });
    });
  });

  it.each([
    [401, 'DOCTOR_API_REFUSES'],
    [403, 'DOCTOR_API_REFUSES'],
    [500, 'DOCTOR_API_FAILS'],
  ])('believes an API without our guard that answers %s, and says where to look', async (status, code) => {
    const server = createServer((_request, response) => response.writeHead(status).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { steps } = await diagnose(fulfillment(mock), ['--api', `http://localhost:${port}/`]);
    expect(steps.at(-1)).toMatchObject({ step: 'api', outcome: 'failed', fault: { code } });
    server.close();
  });

  describe('takes the environment', () => {
    it('from a file, laid over its own', async () => {
      const path = join(dirname(mock.localEnvFile), 'service.env');
      const lines = Object.entries(fulfillment(mock)).map(([name, value]) => `${name}='${value}'`);
      await writeFile(path, lines.join('\n'), { mode: 0o600 });
      const { exitCode, stdout } = await runDoctor({ ENTRA_TENANT_ID: 'common' }, '--env-file', path);
      expect(stdout).toMatch(/All good\.\n$/);
      expect(exitCode).toBe(0);
    });

    it('of a service of the local system that runs', async () => {
      const { exitCode, stdout } = await runDoctor(
        { LOCAL_ENV_FILE: mock.localEnvFile, AZURE_CLIENT_ID: 'of-the-shell-not-of-the-service' },
        'fulfillment',
      );
      expect(stdout).toMatch(/All good\.\n$/);
      expect(exitCode).toBe(0);
    });

    it.each([
      ['a local system that does not run', ['inventory'], /Nothing runs here: .*"npm start"/],
      ['a service that does not exist', ['shipping'], /no service "shipping": inventory, fulfillment/],
      ['a file that does not exist', ['--env-file', '/no/such.env'], /\/no\/such\.env cannot be read/],
      ['an option that does not exist', ['--scopes', 'x'], /Usage: npm run doctor/],
      ['two services', ['inventory', 'fulfillment'], /One service at a time/],
      ['an audience that is no client id', ['--audience', 'inventory'], /--audience takes a client id/],
      ['an API that is no URL', ['--api', 'localhost'], /--api takes an http or https URL/],
    ])('and refuses %s', async (_what, args, says) => {
      const { exitCode, stdout, stderr } = await askDoctor({ DATA_DIR: '/no/such/folder' }, ...args);
      expect(stderr).toMatch(says);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    });
  });

  it('has told no token and no secret in all of this', () => {
    const all = everythingSaid.join('\n');
    expect(all.length).toBeGreaterThan(10_000);
    expect(secrets.length).toBeGreaterThan(5);
    expect(all).not.toMatch(/eyJ[\w-]{10}/);
    for (const secret of [...secrets, 'the-id-of-the-secret']) {
      expect(secret.length).toBeGreaterThan(15);
      // a certificate's is one of many lines
      for (const line of secret.split('\n')) expect(line.length > 15 && all.includes(line)).toBe(false);
    }
  });
});
