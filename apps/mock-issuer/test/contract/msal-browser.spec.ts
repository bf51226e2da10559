import { decodeJwt } from 'jose';
import { type Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from '../browser.js';
import { clientIds, type IssuerUnderTest, startIssuer, tenantId } from '../issuer-under-test.js';
import { orderDeskAt } from '../order-desk-directory.js';
import { serveSinglePageApp, type SinglePageApp } from './single-page-app.js';

const executablePath = findBrowser();
const inBrowser = executablePath === undefined ? describe.skip : describe;

interface SignInResult {
  readonly username: string;
  readonly homeAccountId: string;
  readonly first: string;
  readonly refreshed: string;
}

inBrowser('msal-browser in a real Chromium takes the mock for Entra', () => {
  let issuer: IssuerUnderTest;
  let app: SinglePageApp;
  let browser: Browser;

  beforeAll(async () => {
    app = await serveSinglePageApp(() => ({
      clientId: clientIds.orderDesk,
      authority: issuer.authority,
      discoveryUrl: `${issuer.httpUrl}/${tenantId}/v2.0/.well-known/openid-configuration`,
      scope: `api://${clientIds.fulfillment}/Orders.Read`,
    }));
    issuer = await startIssuer({ MOCK_DIRECTORY_FILE: orderDeskAt({ spa: [`${app.origin}/`] }) });
    browser = await launchBrowser(executablePath ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    app.server.close();
    await issuer.close();
  });

  it('signs in with PKCE, reads the account, and refreshes silently', async () => {
    const page = await browser.newPage();
    await page.goto(app.origin);
    await page.click('[data-account=clerk]');
    const handle = await page.waitForFunction('window.result', undefined, { timeout: 20_000 });
    const result = (await handle.jsonValue()) as SignInResult;

    expect(result.username).toBe('clerk@contoso.onmicrosoft.com');
    expect(result.homeAccountId).toBe(`c2c2c2c2-7777-8888-9999-d3d3d3d3d3d3.${tenantId}`);
    expect(result.refreshed).not.toBe(result.first);
    for (const token of [result.first, result.refreshed])
      expect(decodeJwt(token)).toMatchObject({
        aud: clientIds.fulfillment,
        azp: clientIds.orderDesk,
        azpacr: '0',
        scp: 'Orders.Read',
      });
  }, 60_000);
});
