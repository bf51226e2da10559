import { generateKeyPairSync } from 'node:crypto';
import { request } from 'node:http';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { control, forge } from './control-client.js';
import {
  clientIds,
  controlToken,
  fulfillmentScope,
  inventoryScope,
  type IssuerUnderTest,
  startIssuer,
  tenantId,
} from './issuer-under-test.js';
import { postToken, requestToken } from './token-requests.js';

describe('the control API', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.close());
  afterEach(() => control(issuer, 'state/reset', {}));

  const publishedKids = async () => {
    const response = await fetch(`${issuer.httpUrl}/${tenantId}/discovery/v2.0/keys`);
    return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  };
  const tokenStatus = async (app: 'storefront' | 'stranger', secret: string) => {
    const { body } = await postToken(issuer, {
      grant_type: 'client_credentials',
      client_id: clientIds[app],
      client_secret: secret,
      scope: fulfillmentScope,
    });
    return (body['error_codes'] as number[] | undefined)?.[0] ?? 'token';
  };

  describe('lets in', () => {
    const call = (headers: Record<string, string>, body = '{}') =>
      new Promise<{ status: number; cors: unknown }>((resolve, reject) => {
        const url = `${issuer.httpUrl}/control/keys/pre-publish`;
        request(url, { method: 'POST', headers }, (response) => {
          response.resume();
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              cors: response.headers['access-control-allow-origin'],
            }),
          );
        })
          .on('error', reject)
          .end(body);
      });
    const good = { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' };

    it.each([
      ['whoever has the token and sends JSON', {}, 200],
      ['nobody without the token', { authorization: '' }, 401],
      ['nobody with another token', { authorization: 'Bearer control-token-of-someone-else' }, 401],
      ['no form, which any page may send', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
      ['no plain text', { 'content-type': 'text/plain' }, 415],
      ['nobody under a rebound host name', { host: 'evil.example.com' }, 421],
      ['no page of another origin', { origin: 'https://evil.example.com' }, 403],
    ])('%s', async (_name, change, status) => {
      expect(await call({ ...good, ...change })).toEqual({ status, cors: undefined });
    });

    it.each([
      ['JSON that is none', '{"kid"', 400],
      ['a member that it does not know', '{"evil":1}', 400],
      ['no object', '[]', 400],
      ['a body beyond all measure', `{"x":"${'y'.repeat(1_000_000)}"}`, 413],
    ])('not %s', async (_name, body, status) => {
      expect((await call(good, body)).status).toBe(status);
    });
  });

  describe('keys', () => {
    it('rotates: the new key signs at once, the old one stays published', async () => {
      const [before] = await publishedKids();
      const { body } = await control(issuer, 'keys/rotate', {});
      const token = await requestToken(issuer, 'storefront', fulfillmentScope);
      expect(decodeProtectedHeader(token).kid).toBe(body['kid']);
      expect(await publishedKids()).toEqual([body['kid'], before]);
    });

    it('pre-publishes a key, and signs with it when told to', async () => {
      const { body } = await control(issuer, 'keys/pre-publish', {});
      const kid = String(body['kid']);
      expect(await publishedKids()).toContain(kid);
      expect(decodeProtectedHeader(await requestToken(issuer, 'storefront', fulfillmentScope)).kid).not.toBe(
        kid,
      );
      await control(issuer, 'keys/rotate', { kid });
      expect(decodeProtectedHeader(await requestToken(issuer, 'storefront', fulfillmentScope)).kid).toBe(kid);
    });

    it('withdraws the active key after replacing it', async () => {
      const [kid] = await publishedKids();
      expect((await control(issuer, 'keys/withdraw', { kid })).status).toBe(200);
      const kids = await publishedKids();
      expect(kids).toHaveLength(1);
      expect(kids).not.toContain(kid);
    });

    it('says 404 for a kid that nobody published', async () => {
      expect((await control(issuer, 'keys/withdraw', { kid: 'nope' })).status).toBe(404);
    });
  });

  describe('credentials', () => {
    it('adds, expires and removes secrets: each refusal has its own number', async () => {
      const { body } = await control(issuer, 'credentials/add', { app: 'stranger' });
      const [secret, keyId] = [String(body['value']), body['keyId']];
      expect(await tokenStatus('stranger', secret)).toBe('token');
      await control(issuer, 'credentials/expire', { app: 'stranger', keyId });
      expect(await tokenStatus('stranger', secret)).toBe(7000222);
      await control(issuer, 'credentials/remove', { app: 'stranger', keyId });
      expect(await tokenStatus('stranger', secret)).toBe(7000215);
    });

    it.each([
      ['secret', 'fulfillment-client-secret'],
      ['certificate', 'fulfillment-certificate'],
    ])('rolls a %s in directory and vault', async (kind, vaultName) => {
      const before = issuer.state.vault.get(vaultName);
      const { body } = await control(issuer, 'credentials/roll', { app: 'fulfillment', kind, old: 'remove' });
      const after = issuer.state.vault.get(vaultName);
      expect(after?.version).not.toBe(before?.version);
      expect(issuer.state.vault.versions(vaultName)).toHaveLength(2);
      expect(
        issuer.state.credentials
          .of('fulfillment')
          .filter((one) => one.kind === kind)
          .map(({ keyId }) => keyId),
      ).toEqual([body['keyId']]);
    });

    it('never shows the value of a secret again', async () => {
      const { body } = await control(issuer, 'state');
      expect(JSON.stringify(body)).not.toContain(issuer.secretOf('storefront'));
    });
  });

  it('grants and revokes app roles for the tokens to come', async () => {
    const assignment = { principal: 'stranger', resource: 'inventory', role: 'Inventory.Read' };
    await control(issuer, 'roles/grant', assignment);
    expect(decodeJwt(await requestToken(issuer, 'stranger', inventoryScope))['roles']).toEqual([
      'Inventory.Read',
    ]);
    await control(issuer, 'roles/revoke', assignment);
    expect(decodeJwt(await requestToken(issuer, 'stranger', inventoryScope))).not.toHaveProperty('roles');
    expect((await control(issuer, 'roles/grant', { ...assignment, role: 'Inventory.Destroy' })).status).toBe(
      404,
    );
  });

  describe('faults', () => {
    const keysUrl = () => `${issuer.httpUrl}/${tenantId}/discovery/v2.0/keys`;

    it('hit exactly as many of parallel requests as they were given', async () => {
      await control(issuer, 'faults', {
        endpoint: 'keys',
        count: 3,
        effect: { kind: 'status', status: 503 },
      });
      const responses = await Promise.all(Array.from({ length: 10 }, () => fetch(keysUrl())));
      expect(responses.filter(({ status }) => status === 503)).toHaveLength(3);
    });

    it('throttle in plain text with Retry-After, as Entra does', async () => {
      const effect = { kind: 'status', status: 429, retryAfterSeconds: 60 };
      await control(issuer, 'faults', { endpoint: 'token', count: 1, effect });
      const response = await fetch(`${issuer.httpUrl}/${tenantId}/oauth2/v2.0/token`, { method: 'POST' });
      expect(response.status).toBe(429);
      expect(response.headers.get('retry-after')).toBe('60');
      expect(await response.text()).toBe('Too Many Requests');
    });

    it('drop connections until they are cleared', async () => {
      await control(issuer, 'faults', { endpoint: 'keys', effect: { kind: 'drop' } });
      for (let attempt = 0; attempt < 3; attempt += 1)
        await expect(fetch(keysUrl())).rejects.toThrow('fetch failed');
      expect((await control(issuer, 'faults/clear', { endpoint: 'keys' })).body).toEqual({ cleared: 1 });
      expect((await fetch(keysUrl())).status).toBe(200);
    });

    it('delay an answer without changing it', async () => {
      await control(issuer, 'faults', { endpoint: 'keys', count: 1, effect: { kind: 'delay', delayMs: 50 } });
      expect((await fetch(keysUrl())).status).toBe(200);
      const { body } = await control(issuer, 'requests?limit=1');
      expect(body['requests']).toEqual([
        expect.objectContaining({ status: 200, reason: 'fault: 50 ms late' }),
      ]);
    });

    it.each([
      ['vault', () => `${issuer.vaultUrl}/secrets/x`, { error: { code: 'Throttled' } }],
      ['managed-identity', () => `${issuer.httpUrl}/msi/token`, { statusCode: 429 }],
    ])('answer in the words of the %s endpoint', async (endpoint, url, body) => {
      await control(issuer, 'faults', { endpoint, count: 1, effect: { kind: 'status', status: 429 } });
      expect(await (await fetch(url())).json()).toMatchObject(body);
    });
  });

  it('sets the clock: tokens are dated by it, and secrets expire by it', async () => {
    const yearAhead = 365 * 86_400;
    await control(issuer, 'clock', { offsetSeconds: yearAhead });
    expect(await tokenStatus('storefront', issuer.secretOf('storefront'))).toBe(7000222);
    await control(issuer, 'clock', { offsetSeconds: 3600 });
    const { iat = 0 } = decodeJwt(await requestToken(issuer, 'storefront', fulfillmentScope));
    expect(iat).toBeGreaterThan(Date.now() / 1000 + 3000);
  });

  describe('forges', () => {
    it('an honest token unless told otherwise', async () => {
      const { token } = await forge(issuer, {});
      const { publicKey } = issuer.state.keys.active;
      const { payload } = await jwtVerify(token, publicKey);
      expect(payload).toMatchObject({ aud: clientIds.fulfillment, azp: clientIds.storefront, ver: '2.0' });
    });

    it('any header and claims, null taking a member away', async () => {
      const { token } = await forge(issuer, {
        header: { alg: 'RS512', crit: ['exp'], typ: null },
        claims: { roles: ['Everything'], exp: 1, oid: null },
      });
      expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS512', crit: ['exp'] });
      expect(decodeProtectedHeader(token)).not.toHaveProperty('typ');
      expect(decodeJwt(token)).toMatchObject({ roles: ['Everything'], exp: 1 });
      expect(decodeJwt(token)).not.toHaveProperty('oid');
    });

    it.each([
      ['unpublished-key', 'RS256'],
      ['public-key-as-hmac', 'HS256'],
      ['nothing', 'none'],
    ])('with %s', async (signWith, alg) => {
      const { token } = await forge(issuer, { signWith });
      expect(decodeProtectedHeader(token).alg).toBe(alg);
      await expect(jwtVerify(token, issuer.state.keys.active.publicKey)).rejects.toThrow();
    });
  });

  it("forges with a key of the test's own, and takes no other text for one", async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const { token } = await forge(issuer, { signWith: { privateKeyPem, kid: 'mine' } });
    expect(decodeProtectedHeader(token).kid).toBe('mine');
    await expect(jwtVerify(token, publicKey)).resolves.toBeDefined();
    const refused = await control(issuer, 'forge', { signWith: { privateKeyPem: 'none', kid: 'mine' } });
    expect(refused.status).toBe(400);
  });

  it('dates every answer by the clock that it set', async () => {
    await control(issuer, 'clock', { offsetSeconds: 3600 });
    const response = await fetch(`${issuer.httpUrl}/${tenantId}/discovery/v2.0/keys`);
    const ahead = Date.parse(response.headers.get('date') ?? '') - Date.now();
    expect(ahead).toBeGreaterThan(3_500_000);
  });

  it('disables and deletes secrets of the vault', async () => {
    const name = 'fulfillment-client-secret';
    await control(issuer, 'vault/disable', { name });
    expect(issuer.state.vault.get(name)).toMatchObject({ enabled: false });
    await control(issuer, 'vault/delete', { name });
    expect(issuer.state.vault.get(name)).toBeUndefined();
    expect((await control(issuer, 'vault/delete', { name })).status).toBe(404);
  });

  it('tells what makes a process one with the managed identity', async () => {
    const { identityHeader } = (await control(issuer, 'managed-identity')).body;
    const answer = await fetch(`${issuer.httpUrl}/msi/token?resource=https://vault.azure.net`, {
      headers: { 'x-identity-header': String(identityHeader) },
    });
    expect(answer.status).toBe(200);
  });

  it('lists requests with caller and the reason of each refusal, and never a query', async () => {
    await tokenStatus('storefront', 'wrong');
    await fetch(`${issuer.httpUrl}/${tenantId}/discovery/v2.0/keys?code=secret`);
    const { body } = await control(issuer, 'requests?limit=2');
    expect(body['requests']).toEqual([
      expect.objectContaining({ method: 'GET', path: `/${tenantId}/discovery/v2.0/keys`, status: 200 }),
      expect.objectContaining({
        caller: 'storefront',
        status: 401,
        reason: expect.stringContaining('AADSTS7000215'),
      }),
    ]);
    expect(JSON.stringify(body)).not.toContain('secret=');
  });

  it('keeps the last 1,000 requests', async () => {
    for (let batch = 0; batch < 21; batch += 1)
      await Promise.all(Array.from({ length: 50 }, () => fetch(`${issuer.httpUrl}/none/of/this`)));
    const { body } = await control(issuer, 'requests?limit=1000');
    expect(body['requests']).toHaveLength(1000);
  });

  it('resets to the keys, secrets and roles of the start', async () => {
    const [kids, secret] = [await publishedKids(), issuer.secretOf('storefront')];
    await control(issuer, 'keys/withdraw', { kid: kids[0] });
    await control(issuer, 'credentials/remove', { app: 'storefront' });
    await control(issuer, 'roles/revoke', {
      principal: 'storefront',
      resource: 'fulfillment',
      role: 'Orders.Read.All',
    });
    await control(issuer, 'state/reset', {});
    expect(await publishedKids()).toEqual(kids);
    expect(await tokenStatus('storefront', secret)).toBe('token');
    const { roles } = decodeJwt(await requestToken(issuer, 'storefront', fulfillmentScope));
    expect(roles).toEqual(['Orders.Read.All', 'Orders.Write.All']);
  });

  it('is described by OpenAPI, every route with the token it needs', async () => {
    const response = await fetch(`${issuer.httpUrl}/control/openapi.json`);
    const document = (await response.json()) as {
      openapi: string;
      paths: Record<string, Record<string, { security?: unknown; summary?: string }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(15);
    for (const operation of operations) {
      expect(operation.security).toEqual([{ bearer: [] }]);
      expect(operation.summary).toBeTruthy();
    }
    expect((await fetch(`${issuer.httpUrl}/control/docs`)).status).toBe(200);
  });
});
