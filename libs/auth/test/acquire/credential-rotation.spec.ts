import {
  clientSecret,
  keyVaultCertificate,
  keyVaultSecret,
  workloadIdentity,
} from '../../src/acquire/index.js';
import { systemClock } from '../../src/clock.js';
import { CREDENTIAL_POLICY } from '../../src/acquire/credentials/credential-policy.js';
import { CredentialStore } from '../../src/acquire/credentials/credential-store.js';
import { AcquireMetrics } from '../../src/acquire/telemetry/acquire-metrics.js';
import { logged } from './captured-logs.js';
import { startClient } from './client-application.js';
import { makeCertificate } from './local-certificates.js';
import { LocalEntra, newSecret, refusedSecret, scope } from './local-entra.js';
import { LocalServer } from './local-server.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './test-clock.js';

const soak = Boolean(process.env['SOAK']);

describe('a credential that changes while the service runs', () => {
  let entra: LocalEntra;
  beforeEach(async () => (entra = await LocalEntra.start()));

  const inVault = () => keyVaultSecret({ vaultUrl: entra.origin, name: 'the-secret' });
  const anotherScope = (n: number) => `api://other-${n}/.default`;

  /** A new version in the vault; registered with the application unless it is not meant to be yet. */
  function roll({ register = true, withdraw = true } = {}): string {
    const value = newSecret();
    if (withdraw) entra.clientSecrets.clear();
    if (register) entra.clientSecrets.add(value);
    entra.store('the-secret', { value });
    return value;
  }

  it('is read again when the issuer refuses it, and the caller gets the token', async () => {
    roll();
    const { tokens } = await startClient(entra, { credential: inVault() });
    await tokens.getToken(scope);
    const fresh = roll();
    await expect(tokens.getToken(anotherScope(1))).resolves.toBeDefined();
    expect(entra.tokenRequests.map((request) => request.get('client_secret'))).toEqual([
      expect.not.stringMatching(fresh),
      expect.not.stringMatching(fresh),
      fresh,
    ]);
    expect(entra.vaultReads).toBe(2);
  });

  it('is read once for all scopes that were refused at the same time', async () => {
    roll();
    const { tokens } = await startClient(entra, { credential: inVault() });
    roll();
    await Promise.all(Array.from({ length: 20 }, (_, n) => tokens.getToken(anotherScope(n))));
    expect(entra.vaultReads).toBe(2);
  });

  it('lets no call fail while it rolls in the middle of 200 orders', async () => {
    roll();
    entra.tokenLifetimeSeconds = 30;
    const api = await LocalServer.https(({ headers }) => ({
      status: headers.authorization ? 201 : 401,
      body: {},
    }));
    const application = await startClient(entra, { credential: inVault(), api: { baseUrl: api.origin } });
    const waves = soak ? 200 : 20;
    const statuses: number[] = [];
    for (let wave = 0; wave < waves; wave++) {
      // every wave finds its token past its end, and asks for one with whatever secret there is
      application.clock.advance(40 * SECOND_MS);
      const orders = Array.from({ length: 10 }, (_, n) =>
        application.api.request({ method: 'POST', path: '/orders', json: { wave, n } }),
      );
      if (wave % 10 === 5) roll();
      statuses.push(...(await Promise.all(orders)).map(({ status }) => status));
    }
    expect(statuses).toEqual(Array(waves * 10).fill(201));
    expect(api.received).toHaveLength(waves * 10);
    const rolls = waves / 10;
    expect(entra.tokenRequests).toHaveLength(waves + rolls);
    expect(entra.vaultReads).toBe(1 + rolls);
  });

  it('that stays wrong costs a bounded number of attempts, and the error says which one and where', async () => {
    entra.store('the-secret', { value: newSecret() });
    const { tokens, clock } = await startClient(entra, { credential: inVault() });
    const seconds = 600;
    for (let second = 0; second < seconds; second++) {
      await expect(tokens.getToken(scope)).rejects.toMatchObject({
        code: 'TOKEN_CREDENTIAL_REFUSED',
        message: expect.stringMatching(/refuses the secret 'the-secret' in localhost:\d+.*AADSTS7000215/),
      });
      clock.advance(SECOND_MS);
    }
    // at 0, 1, 3, 7, 15, 31 s and then every 30 s
    expect(entra.tokenRequests).toHaveLength(6 + 18);
    expect(entra.vaultReads).toBeLessThanOrEqual(1 + seconds / 30);
  });

  it('that is mended in the vault is picked up without a restart', async () => {
    entra.store('the-secret', { value: newSecret() });
    const { tokens, clock } = await startClient(entra, { credential: inVault() });
    await expect(tokens.getToken(scope)).rejects.toMatchObject({ code: 'TOKEN_CREDENTIAL_REFUSED' });
    roll();
    clock.advance(30 * SECOND_MS);
    await expect(tokens.getToken(scope)).resolves.toBeDefined();
  });

  it('serves on when the vault is away at rotation', async () => {
    roll();
    const { tokens, credentials, clock } = await startClient(entra, { credential: inVault() });
    const before = credentials.held?.version;
    entra.vaultFault = { status: 403, body: {} };
    clock.advance(30 * MINUTE_MS);
    await credentials.poll();
    expect(credentials.held?.version).toBe(before);
    await expect(tokens.getToken(scope)).resolves.toBeDefined();
    expect(logged.join('\n')).toContain('Keeping the credential in use: CREDENTIAL_ACCESS_DENIED');
  });

  it('is looked for by itself, as often as the policy says', async () => {
    roll();
    const { credentials } = await startClient(entra, {
      credential: inVault(),
      credentials: { pollIntervalMs: 10 },
    });
    const before = credentials.held?.version;
    roll();
    while (credentials.held?.version === before) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(logged.filter((line) => line.includes('Using the secret')).length).toBeGreaterThan(1);
  });

  it('is found by polling before the old one is refused', async () => {
    roll();
    const { tokens, credentials } = await startClient(entra, { credential: inVault() });
    await credentials.poll();
    expect(logged.filter((line) => line.includes('Using the secret'))).toHaveLength(1);
    const fresh = roll({ withdraw: false });
    await credentials.poll();
    expect(logged.join('\n')).toContain("Using the secret 'the-secret'");
    await tokens.getToken(scope);
    expect(entra.tokenRequests.map((request) => request.get('client_secret'))).toEqual([fresh]);
  });

  it('gives way to the previous one while the issuer does not know the new one yet', async () => {
    const old = roll();
    const { tokens, credentials, clock } = await startClient(entra, { credential: inVault() });
    const fresh = roll({ register: false, withdraw: false });
    await credentials.poll();
    await expect(tokens.getToken(scope)).resolves.toBeDefined();
    entra.clientSecrets.add(fresh);
    clock.advance(HOUR_MS);
    await credentials.poll();
    await expect(tokens.getToken(anotherScope(1))).resolves.toBeDefined();
    expect(entra.tokenRequests.map((request) => request.get('client_secret'))).toEqual([fresh, old, fresh]);
    expect(logged.join('\n')).toContain('going back to the previous');
  });

  it('gives way to the next source of the list when the first one stays refused', async () => {
    entra.store('the-secret', { value: newSecret() });
    const good = newSecret();
    entra.clientSecrets.add(good);
    const { tokens, credentials } = await startClient(entra, { credential: [inVault(), clientSecret(good)] });
    await expect(tokens.getToken(scope)).resolves.toBeDefined();
    expect(credentials.held?.source).toBe('the client secret in the configuration');
  });

  it('goes up the list again when a better source comes back', async () => {
    const good = newSecret();
    entra.clientSecrets.add(good);
    const { credentials } = await startClient(entra, {
      credential: [workloadIdentity({ tokenFile: '/nowhere' }), inVault(), clientSecret(good)],
    });
    roll();
    await credentials.poll();
    expect(credentials.held?.source).toMatch(/'the-secret'/);
  });

  it('is refused by one request while another request has replaced it already', async () => {
    roll();
    const { tokens } = await startClient(entra, { credential: inVault() });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    entra.tokenFault = async (request) => {
      if (request.get('scope') !== anotherScope(1) || entra.tokenRequests.length > 2) return undefined;
      await held;
      return refusedSecret;
    };
    const slow = tokens.getToken(anotherScope(1));
    roll();
    await tokens.getToken(anotherScope(2));
    letGo();
    await expect(slow).resolves.toBeDefined();
    expect(entra.vaultReads).toBe(2);
  });

  it('is not looked for before there is one', async () => {
    const store = new CredentialStore([inVault()], systemClock, CREDENTIAL_POLICY, new AcquireMetrics());
    await store.poll();
    expect(entra.vaultReads).toBe(0);
  });

  describe('has an end, and the log', () => {
    const warnings = () => logged.filter((line) => line.includes('expire'));

    it('warns 30, 7 and 1 day before, once each, and at the end', async () => {
      const value = newSecret();
      entra.clientSecrets.add(value);
      const { credentials, clock } = await startWith(value, 40);
      for (let day = 0; day < 45; day++) {
        await credentials.poll();
        clock.advance(DAY_MS);
      }
      expect(warnings().map((line) => /in (\d+) day|(expired)/.exec(line)?.slice(1).join(''))).toEqual([
        '30',
        '7',
        '1',
        'expired',
      ]);
    });

    it('warns at boot when little is left', async () => {
      await startWith(newSecret(), 3);
      expect(warnings()).toHaveLength(1);
      expect(warnings()[0]).toMatch(/the secret 'the-secret' in localhost:\d+ expires on \d{4}-.*, in 3 day/);
    });

    it('warns of a new version anew, and is silent about one without an end', async () => {
      const { credentials } = await startWith(newSecret(), 3);
      entra.store('the-secret', { value: newSecret(), expiresAt: new Date(Date.now() + 2 * DAY_MS) });
      await credentials.poll();
      expect(warnings()).toHaveLength(2);
      entra.store('the-secret', { value: newSecret() });
      await credentials.poll();
      expect(warnings()).toHaveLength(2);
    });

    it('knows the end of a certificate from the certificate', async () => {
      const { certificate, key } = await makeCertificate({ notAfter: new Date(Date.now() + 5 * DAY_MS) });
      entra.store('the-certificate', {
        value: `${key}\n${certificate}`,
        contentType: 'application/x-pem-file',
      });
      const credential = keyVaultCertificate({ vaultUrl: entra.origin, name: 'the-certificate' });
      const { health } = await startClient(entra, { credential });
      expect(warnings()[0]).toMatch(/in 5 day/);
      await expect(health.check()).resolves.toMatchObject({
        status: 'up',
        expiresAt: expect.stringMatching(/^\d{4}-/),
      });
    });

    async function startWith(value: string, days: number) {
      entra.store('the-secret', { value, expiresAt: new Date(Date.now() + days * DAY_MS) });
      return await startClient(entra, { credential: inVault() });
    }
  });
});
