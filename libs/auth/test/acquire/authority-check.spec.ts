import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { logged } from './captured-logs.js';
import { startClient } from './client-application.js';
import { makeCertificate } from './local-certificates.js';
import { LocalEntra, oauthError } from './local-entra.js';
import { LocalServer } from './local-server.js';

describe('at start, the authority', () => {
  let entra: LocalEntra;
  beforeEach(async () => (entra = await LocalEntra.start()));

  const booting = (authorityHost: string, attemptTimeoutMs = 5_000) =>
    startClient(entra, { authorityHost, tokenRequest: { attemptTimeoutMs, retryDelayMs: 1 } });

  describe('keeps the service from starting, by a mistake that no waiting cures:', () => {
    it('it does not know the tenant', async () => {
      await expect(
        startClient(entra, { tenantId: 'bbbbcccc-1111-dddd-2222-eeee3333ffff' }),
      ).rejects.toMatchObject({
        code: 'AUTHORITY_TENANT_UNKNOWN',
        message: expect.stringContaining('bbbbcccc-1111-dddd-2222-eeee3333ffff'),
      });
    });

    it('it names another issuer', async () => {
      await expect(startClient(entra, { issuer: 'https://else.example/v2.0' })).rejects.toMatchObject({
        code: 'AUTHORITY_ISSUER_MISMATCH',
        message: expect.stringContaining('expected is https://else.example/v2.0'),
      });
    });

    it('its certificate is not trusted', async () => {
      const { certificate, key } = await makeCertificate();
      const server = createServer({ cert: certificate, key }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      await expect(booting(`https://localhost:${port}`)).rejects.toMatchObject({
        code: 'AUTHORITY_NOT_TRUSTED',
        message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
      });
      server.close();
    });
  });

  describe('is named in the log, and the service starts:', () => {
    const says = (code: string) =>
      expect(logged.join('\n')).toMatch(new RegExp(`Starting without the authority.*${code}`));

    it('its name does not resolve', async () => {
      await booting('https://authority.invalid');
      says('AUTHORITY_NAME_NOT_FOUND: https://authority.invalid: no answer \\((ENOTFOUND|EAI_AGAIN)\\)');
    });

    it('nobody listens', async () => {
      await booting('https://localhost:1');
      says('AUTHORITY_REFUSED.*ECONNREFUSED');
    });

    it('it hangs', async () => {
      entra.discoveryFault = 'hang';
      await booting(entra.origin, 50);
      says('AUTHORITY_TIMEOUT');
    });

    it('it does not speak TLS', async () => {
      const plain = await LocalServer.http(() => ({ status: 200 }));
      await booting(plain.origin.replace('http:', 'https:'));
      says('AUTHORITY_ANSWER_UNEXPECTED.*\\(\\w+\\)');
    });

    it.each([
      ['503', { status: 503, body: 'sorry' }],
      ['404', oauthError(404, 'not_found', 'no', 0)],
      ['another document', { status: 200, body: { hello: 'world' } }],
    ])('it answers with %s', async (_what, answer) => {
      entra.discoveryFault = answer;
      await booting(entra.origin);
      says('AUTHORITY_ANSWER_UNEXPECTED');
    });
  });

  it('is silent when all is well', async () => {
    await startClient(entra);
    expect(logged.join('\n')).not.toMatch(/authority/i);
  });
});
