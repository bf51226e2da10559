import { decodeJwt } from 'jose';
import { authorizeParameters, authorizeUrl, locationOf, newCode, pick, redemption } from './code-flow.js';
import { control } from './control-client.js';
import { clientIds, type IssuerUnderTest, startIssuer, tenantId } from './issuer-under-test.js';
import { redirectUris, strictDirectory } from './strict-directory.js';
import { postToken } from './token-requests.js';

const origin = { origin: 'https://spa.example.com' };

describe('signing in', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer({ MOCK_DIRECTORY_FILE: strictDirectory() });
  });
  afterAll(() => issuer.close());
  afterEach(() => control(issuer, 'state/reset', {}));

  const redeem = async (changes = {}, headers: Record<string, string> = origin) =>
    postToken(issuer, redemption(issuer, 'spa', await newCode(issuer, 'spa', changes)), headers);

  it('shows a picker with the users of the directory, and escapes what the request brings', async () => {
    const parameters = authorizeParameters('spa', { state: '"><script>alert(1)</script>' });
    const response = await fetch(`${authorizeUrl(issuer)}?${parameters.toString()}`);
    const page = await response.text();
    expect(page).toContain('Casey Clerk');
    expect(page).toContain('Vic Viewer');
    expect(page).not.toContain('<script>alert');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('gives a user token and an id token with the nonce, and no role of the application', async () => {
    const { body } = await redeem({ nonce: 'n-1' });
    expect(decodeJwt(String(body['id_token']))).toMatchObject({
      aud: clientIds.orderDesk,
      iss: `${issuer.issuerUrl}/${tenantId}/v2.0`,
      nonce: 'n-1',
      preferred_username: 'clerk@contoso.onmicrosoft.com',
    });
    const token = decodeJwt(String(body['access_token']));
    expect(token).toMatchObject({
      aud: clientIds.fulfillment,
      azp: clientIds.orderDesk,
      azpacr: '0',
      idtyp: 'user',
      name: 'Casey Clerk',
      scp: 'Orders.Read',
    });
    expect(token).not.toHaveProperty('roles');
    expect(body['scope']).toBe(`api://${clientIds.fulfillment}/Orders.Read`);
  });

  it('gives the same person another sub at every application', async () => {
    const { body } = await redeem();
    const [idToken, accessToken] = [body['id_token'], body['access_token']].map((one) =>
      decodeJwt(String(one)),
    );
    expect(idToken?.sub).not.toBe(accessToken?.sub);
    expect(idToken?.['oid']).toBe(accessToken?.['oid']);
  });

  it('grants a user no more than the directory consents to', async () => {
    const both = `api://${clientIds.fulfillment}/Orders.Read api://${clientIds.fulfillment}/Orders.Write`;
    const response = await pick(issuer, 'viewer', authorizeParameters('spa', { scope: both }));
    const code = locationOf(response).searchParams.get('code') ?? '';
    const { body } = await postToken(issuer, redemption(issuer, 'spa', code), origin);
    expect(decodeJwt(String(body['access_token']))['scp']).toBe('Orders.Read');
  });

  it('gives id and refresh token only to those who asked for openid and offline_access', async () => {
    const { body } = await redeem({ scope: `api://${clientIds.fulfillment}/.default` });
    expect(decodeJwt(String(body['access_token']))['scp']).toBe('Orders.Read Orders.Write');
    expect(body).not.toHaveProperty('id_token');
    expect(body).not.toHaveProperty('refresh_token');
  });

  it('gives client_info in code and token response to those who ask (MSAL does)', async () => {
    const response = await pick(issuer, 'clerk', authorizeParameters('spa', { client_info: '1' }));
    const { searchParams } = locationOf(response);
    const decoded: unknown = JSON.parse(
      Buffer.from(searchParams.get('client_info') ?? '', 'base64url').toString(),
    );
    expect(decoded).toEqual({ uid: 'c2c2c2c2-7777-8888-9999-d3d3d3d3d3d3', utid: tenantId });
    const form = redemption(issuer, 'spa', searchParams.get('code') ?? '', { client_info: '1' });
    expect((await postToken(issuer, form, origin)).body['client_info']).toBe(searchParams.get('client_info'));
  });

  it('lets exactly one of many parallel redemptions of a code through', async () => {
    const form = redemption(issuer, 'web', await newCode(issuer, 'web'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => postToken(issuer, form)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('keeps a code good after a failed attempt', async () => {
    const code = await newCode(issuer, 'web');
    const wrong = await postToken(issuer, redemption(issuer, 'web', code, { client_secret: 'wrong' }));
    expect(wrong.body['error_codes']).toEqual([7000215]);
    expect((await postToken(issuer, redemption(issuer, 'web', code))).status).toBe(200);
  });

  it('wants the verifier of a challenge, and no verifier without one', async () => {
    const withChallenge = await newCode(issuer, 'web');
    const missing = await postToken(
      issuer,
      redemption(issuer, 'web', withChallenge, { code_verifier: undefined }),
    );
    expect(missing.body['error_codes']).toEqual([900144]);
    const without = await newCode(issuer, 'web', {
      code_challenge: undefined,
      code_challenge_method: undefined,
    });
    expect((await postToken(issuer, redemption(issuer, 'web', without))).body['error_codes']).toEqual([
      501481,
    ]);
  });

  it('refuses the plain challenge method to single-page apps', async () => {
    const parameters = authorizeParameters('spa', { code_challenge_method: 'plain' });
    const url = `${authorizeUrl(issuer)}?${parameters.toString()}`;
    const { searchParams } = locationOf(await fetch(url, { redirect: 'manual' }));
    expect(searchParams.get('error_description')).toContain('AADSTS9002325');
  });

  it('refuses a secret in a cross-origin redemption', async () => {
    const form = redemption(issuer, 'spa', await newCode(issuer, 'spa'), {
      client_secret: issuer.secretOf('order-desk'),
    });
    expect((await postToken(issuer, form, origin)).body['error_codes']).toEqual([9002326]);
  });

  it('answers an unknown code and an unknown refresh token with invalid_grant', async () => {
    const code = await postToken(issuer, redemption(issuer, 'spa', 'garbage'), origin);
    expect(code.body).toMatchObject({ error: 'invalid_grant', error_codes: [9002313] });
    const refresh = await postToken(issuer, {
      grant_type: 'refresh_token',
      client_id: clientIds.orderDesk,
      refresh_token: 'garbage',
    });
    expect(refresh.body).toMatchObject({ error: 'invalid_grant', error_codes: [9002313] });
  });

  it('rotates refresh tokens, and holds those of single-page apps to their origin', async () => {
    const first = (await redeem()).body['refresh_token'];
    const form = {
      grant_type: 'refresh_token',
      client_id: clientIds.orderDesk,
      refresh_token: String(first),
    };
    const second = await postToken(issuer, form, origin);
    expect(second.status).toBe(200);
    expect(second.body['refresh_token']).not.toBe(first);
    expect((await postToken(issuer, form)).body['error_codes']).toEqual([9002327]);
  });

  it('signs in silently while the session lasts, until logout', async () => {
    const signedIn = await pick(issuer, 'clerk', authorizeParameters('spa'));
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly; SameSite=Lax');
    const silently = async () => {
      const url = `${authorizeUrl(issuer)}?${authorizeParameters('spa', { prompt: 'none' }).toString()}`;
      const headers = { cookie: cookie.split(';')[0] ?? '' };
      return locationOf(await fetch(url, { headers, redirect: 'manual' })).searchParams;
    };
    expect((await silently()).get('code')).toBeTruthy();
    const logout = `${issuer.httpUrl}/${tenantId}/oauth2/v2.0/logout`;
    await fetch(logout, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect((await silently()).get('error')).toBe('login_required');
  });

  it.each([
    ['query', '?'],
    ['fragment', '#'],
  ])('answers in the %s', async (mode, separator) => {
    const response = await pick(issuer, 'clerk', authorizeParameters('spa', { response_mode: mode }));
    expect(response.headers.get('location')).toMatch(
      new RegExp(`^https://spa.example.com/\\${separator}code=.+&state=state-of-the-test$`),
    );
    expect(response.headers.get('cache-control')).toBe('no-store, no-cache');
  });

  it('answers by a form that posts itself', async () => {
    const response = await pick(issuer, 'clerk', authorizeParameters('web', { response_mode: 'form_post' }));
    const page = await response.text();
    expect(page).toContain(`<form method="post" action="${redirectUris.web}">`);
    expect(page).toMatch(/name="code" value="[^"]+"/);
  });

  it('ignores the port of http://localhost for native applications', async () => {
    const parameters = authorizeParameters('native', { redirect_uri: 'http://localhost:49152/native' });
    const response = await pick(issuer, 'clerk', parameters);
    expect(response.headers.get('location')).toMatch(/^http:\/\/localhost:49152\/native\?code=/);
  });

  it.each([
    ['a registered address', redirectUris.web, 302],
    ['any other', 'https://evil.example.com/', 200],
  ])('after logout it returns to %s: %s', async (_name, target, status) => {
    const query = new URLSearchParams({ post_logout_redirect_uri: target, state: 's' });
    const response = await fetch(`${issuer.httpUrl}/${tenantId}/oauth2/v2.0/logout?${query.toString()}`, {
      redirect: 'manual',
    });
    expect(response.status).toBe(status);
    if (status === 302) expect(response.headers.get('location')).toBe(`${target}?state=s`);
  });

  it.each([
    ['accept', `?tenant=${tenantId}&admin_consent=True&state=s`],
    ['cancel', '?error=permission_denied&error_description=The+admin+canceled+the+request&state=s'],
  ])('admin consent, %s', async (decision, query) => {
    const parameters = { client_id: clientIds.orderDesk, redirect_uri: redirectUris.web, state: 's' };
    const url = `${issuer.httpUrl}/${tenantId}/adminconsent`;
    const page = await fetch(`${url}?${new URLSearchParams(parameters).toString()}`);
    expect(await page.text()).toContain('Order Desk');
    const body = new URLSearchParams({ ...parameters, mock_decision: decision });
    const response = await fetch(url, { method: 'POST', body, redirect: 'manual' });
    expect(response.headers.get('location')).toBe(`${redirectUris.web}${query}`);
  });
});
