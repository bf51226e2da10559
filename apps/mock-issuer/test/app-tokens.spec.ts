import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { control } from './control-client.js';
import {
  clientIds,
  fulfillmentScope,
  inventoryScope,
  type IssuerUnderTest,
  startIssuer,
  tenantId,
} from './issuer-under-test.js';
import { strictDirectory } from './strict-directory.js';
import { postToken, requestToken } from './token-requests.js';

const storefrontObjectId = 'cccccccc-2222-3333-4444-dddddddddddd';

describe('app-only tokens', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer({ MOCK_DIRECTORY_FILE: strictDirectory() });
  });
  afterAll(() => issuer.close());

  it('have the claims of a v2.0 token, in date from five minutes ago for an hour', async () => {
    const token = await requestToken(issuer, 'storefront', fulfillmentScope);
    const { iat = 0, exp = 0, ...claims } = decodeJwt(token);
    expect(claims).toEqual({
      aud: clientIds.fulfillment,
      iss: `${issuer.issuerUrl}/${tenantId}/v2.0`,
      nbf: iat,
      aio: expect.any(String),
      azp: clientIds.storefront,
      azpacr: '1',
      idtyp: 'app',
      oid: storefrontObjectId,
      rh: expect.any(String),
      roles: ['Orders.Read.All', 'Orders.Write.All'],
      sub: storefrontObjectId,
      tid: tenantId,
      uti: expect.any(String),
      ver: '2.0',
      xms_ftd: expect.any(String),
    });
    expect(exp - iat).toBe(3900);
    expect(Math.abs(exp - 3600 - Date.now() / 1000)).toBeLessThan(30);
  });

  it('are signed by the active key, with typ, alg and kid in the header and nothing else', async () => {
    const token = await requestToken(issuer, 'storefront', fulfillmentScope);
    const { kid } = issuer.state.keys.active;
    expect(decodeProtectedHeader(token)).toEqual({ typ: 'JWT', alg: 'RS256', kid });
    const keys = (await (await fetch(`${issuer.authority}/discovery/v2.0/keys`)).json()) as JSONWebKeySet;
    await expect(jwtVerify(token, createLocalJWKSet(keys))).resolves.toBeDefined();
  });

  it('come in an envelope without refresh_in and scope, not to be cached', async () => {
    const { body, headers } = await postToken(issuer, {
      grant_type: 'client_credentials',
      client_id: clientIds.storefront,
      client_secret: issuer.secretOf('storefront'),
      scope: fulfillmentScope,
    });
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.any(String),
    });
    expect(headers.get('cache-control')).toBe('no-store, no-cache');
    // it would lock every http page of localhost in the developer's browser
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('have no roles claim for a client that holds none, and are issued all the same', async () => {
    expect(decodeJwt(await requestToken(issuer, 'stranger', inventoryScope))).not.toHaveProperty('roles');
  });

  it('have no idtyp unless the resource asked for it', async () => {
    expect(
      decodeJwt(await requestToken(issuer, 'stranger', 'https://graph.microsoft.com/.default')),
    ).not.toHaveProperty('idtyp');
  });

  it('look like v1.0 tokens for a resource that wants those: sts.windows.net, appid, aud as requested, x5t', async () => {
    const token = await requestToken(issuer, 'stranger', 'https://vault.azure.net/.default');
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      aud: 'https://vault.azure.net',
      iss: `https://sts.windows.net/${tenantId}/`,
      idp: `https://sts.windows.net/${tenantId}/`,
      appid: clientIds.stranger,
      appidacr: '1',
      ver: '1.0',
    });
    expect(claims).not.toHaveProperty('azp');
    expect(decodeProtectedHeader(token)).toHaveProperty('x5t', issuer.state.keys.active.kid);
  });

  it('name the resource by its client id, whichever way the client named it', async () => {
    const byClientId = await requestToken(issuer, 'storefront', `${clientIds.fulfillment}/.default`);
    expect(decodeJwt(byClientId).aud).toBe(clientIds.fulfillment);
  });

  it('take a client secret by HTTP Basic, form-encoded or as curl sends it', async () => {
    const credentials = `${clientIds.storefront}:${issuer.secretOf('storefront')}`;
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const { status } = await postToken(
      issuer,
      { grant_type: 'client_credentials', scope: fulfillmentScope },
      { authorization },
    );
    expect(status).toBe(200);
  });

  it('accept each of two secrets while one rolls over to the other', async () => {
    const before = issuer.secretOf('warehouse');
    const { body } = await control(issuer, 'credentials/roll', { app: 'warehouse' });
    for (const secret of [before, String(body['value'])]) {
      const { status } = await postToken(issuer, {
        grant_type: 'client_credentials',
        client_id: clientIds.warehouse,
        client_secret: secret,
        scope: inventoryScope,
      });
      expect(status).toBe(200);
    }
  });

  it('answer a preflight with the headers that the browser asks for', async () => {
    const response = await fetch(`${issuer.httpUrl}/${tenantId}/oauth2/v2.0/token`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:3000', 'access-control-request-headers': 'x-requested-with' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-headers')).toBe('x-requested-with');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});
