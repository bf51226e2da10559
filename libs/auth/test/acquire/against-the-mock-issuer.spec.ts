import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Credential,
  keyVaultCertificate,
  keyVaultSecret,
  workloadIdentity,
} from '../../src/acquire/index.js';
import { startClient } from './client-application.js';
import { clientId, scope } from './local-entra.js';
import { MockIssuerProcess } from './mock-issuer-process.js';
import { HOUR_MS, SECOND_MS } from './test-clock.js';

/** Unmodified SDKs against a faithful look-alike in another process: what the fakes beside this file may get wrong. */
describe('against the mock issuer', () => {
  let mock: MockIssuerProcess;
  beforeAll(async () => (mock = await MockIssuerProcess.start()));
  afterAll(() => mock.stop());
  beforeEach(() => mock.control('state/reset', {}));

  const inVault = () => keyVaultSecret({ vaultUrl: mock.vaultUrl, name: 'fulfillment-client-secret' });
  const start = (credential: Credential = inVault(), wish = {}) =>
    startClient(mock, { credential, tokenRequest: { retries: 0 }, ...wish });

  it('a secret in Key Vault gets a token', async () => {
    const { tokens, credentials } = await start();
    const token = await tokens.getToken(scope);
    expect(claimsOf(token.reveal())).toMatchObject({ azp: clientId, azpacr: '1', idtyp: 'app' });
    expect(credentials.held?.expiresAt).toBeGreaterThan(Date.now());
  });

  it('a certificate in Key Vault gets a token', async () => {
    const { tokens } = await start(
      keyVaultCertificate({ vaultUrl: mock.vaultUrl, name: 'fulfillment-certificate' }),
    );
    const token = await tokens.getToken(scope);
    expect(claimsOf(token.reveal())).toMatchObject({ azp: clientId, azpacr: '2' });
  });

  it('a workload identity gets a token', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'workload-'));
    const tokenFile = join(folder, 'token');
    const { token } = await mock.control('workload/token', {
      subject: 'system:serviceaccount:shop:fulfillment',
    });
    await writeFile(tokenFile, String(token));
    const { tokens } = await start(workloadIdentity({ tokenFile }));
    expect(claimsOf((await tokens.getToken(scope)).reveal())).toMatchObject({ azp: clientId, azpacr: '2' });
    await rm(folder, { recursive: true });
  });

  it.each([-60, 60])(
    'its clock may be %s seconds off, with a certificate whose assertion is dated too',
    async (offsetSeconds) => {
      await mock.control('clock', { offsetSeconds });
      const { tokens } = await start(
        keyVaultCertificate({ vaultUrl: mock.vaultUrl, name: 'fulfillment-certificate' }),
      );
      await expect(tokens.getToken(scope)).resolves.toBeDefined();
    },
  );

  it.each(['secret', 'certificate'] as const)(
    'a %s that is rolled, the old one ended, is followed without a restart',
    async (kind) => {
      const credential =
        kind === 'secret'
          ? inVault()
          : keyVaultCertificate({ vaultUrl: mock.vaultUrl, name: 'fulfillment-certificate' });
      const { tokens, credentials, clock } = await start(credential);
      await tokens.getToken(scope);
      const before = credentials.held?.version;
      await mock.control('credentials/roll', { app: 'fulfillment', kind, old: 'remove' });
      clock.advance(2 * HOUR_MS);
      await expect(tokens.getToken(scope)).resolves.toBeDefined();
      expect(credentials.held?.version).not.toBe(before);
    },
  );

  it('an expired secret is told apart from an outage', async () => {
    const { tokens } = await start();
    await mock.control('credentials/expire', { app: 'fulfillment', kind: 'secret' });
    await expect(tokens.getToken(scope)).rejects.toMatchObject({
      code: 'TOKEN_CREDENTIAL_REFUSED',
      message: expect.stringContaining('AADSTS7000222'),
    });
  });

  it.each([
    ['answers 503', { kind: 'status', status: 503 }, 'TOKEN_ISSUER_UNAVAILABLE'],
    [
      'answers 429 in plain text',
      { kind: 'status', status: 429, retryAfterSeconds: 7, text: 'Too Many Requests' },
      'TOKEN_ISSUER_THROTTLED',
    ],
    ['cuts the connection', { kind: 'drop' }, 'TOKEN_ISSUER_UNAVAILABLE'],
  ])('a token endpoint that %s is told, and recovers', async (_what, effect, code) => {
    const { tokens, clock } = await start();
    await mock.control('faults', { endpoint: 'token', effect });
    await expect(tokens.getToken(scope)).rejects.toMatchObject({ code });
    await mock.control('faults/clear', {});
    clock.advance(7 * SECOND_MS);
    await expect(tokens.getToken(scope)).resolves.toBeDefined();
  });

  it('a scope that nobody knows is refused with its AADSTS number', async () => {
    const { tokens } = await start();
    await expect(
      tokens.getToken('api://99990000-aaaa-2222-bbbb-3333cccc4444/.default'),
    ).rejects.toMatchObject({
      code: 'TOKEN_REQUEST_REFUSED',
      message: expect.stringContaining('AADSTS500011'),
    });
  });

  it('an application that the tenant does not know is refused with its AADSTS number', async () => {
    const { tokens } = await start(inVault(), { clientId: '99990000-bbbb-3333-cccc-4444dddd5555' });
    await expect(tokens.getToken(scope)).rejects.toMatchObject({
      message: expect.stringContaining('AADSTS700016'),
    });
  });

  it('a tenant that it does not know keeps the service from starting', async () => {
    const booting = start(inVault(), { tenantId: 'bbbbcccc-1111-dddd-2222-eeee3333ffff' });
    await expect(booting).rejects.toMatchObject({ code: 'AUTHORITY_TENANT_UNKNOWN' });
  });

  it('a vault secret that does not exist keeps the service from starting', async () => {
    await expect(
      start(keyVaultSecret({ vaultUrl: mock.vaultUrl, name: 'no-such-secret' })),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^CREDENTIAL_(NOT_FOUND|ACCESS_DENIED)$/),
    });
  });
});

/** For the test only: the library never looks into a token. */
function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
