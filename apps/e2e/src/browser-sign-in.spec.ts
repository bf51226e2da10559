import { randomUUID } from 'node:crypto';
import { type Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from './browser.js';
import { DocsPage } from './docs-page.js';
import { type SystemUnderTest, systemUnderTest } from './system-under-test.js';

const executablePath = findBrowser();
const inBrowser = executablePath === undefined ? describe.skip : describe;
const oneKeyboard = { lines: [{ sku: 'KEYBOARD-01', quantity: 1 }] };

interface IssuerRequest {
  readonly path: string;
  readonly caller?: string;
  readonly outcome?: string;
  readonly proof?: string;
}

inBrowser("at Fulfillment's /docs, in a real Chromium", () => {
  let test: SystemUnderTest;
  let browser: Browser;
  beforeAll(async () => {
    test = await systemUnderTest();
    browser = await launchBrowser(executablePath ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await test.end();
  });

  const openDocs = () => DocsPage.open(browser, test.system.url('FULFILLMENT', '/docs'));
  const issuerRequests = async () => {
    const { body } = await test.system.call({
      method: 'GET',
      url: `${test.system.variable('CONTROL_URL')}/requests`,
      token: test.system.variable('CONTROL_TOKEN'),
    });
    return (body as { requests: readonly IssuerRequest[] }).requests;
  };

  it('the clerk signs in through the account picker and places an order', async () => {
    const docs = await openDocs();
    await docs.signIn('clerk');
    const answer = await docs.placeOrder(`"${randomUUID()}"`, oneKeyboard);
    expect(answer.status).toContain('201');
    expect(answer.body).toContain('confirmed');
    await docs.close();
  });

  it('the viewer signs in and is refused, with the reason', async () => {
    const docs = await openDocs();
    await docs.signIn('viewer');
    const answer = await docs.placeOrder(`"${randomUUID()}"`, oneKeyboard);
    expect(answer.status).toContain('403');
    expect(answer.body).toContain('AUTH_SCOPE_REQUIRED');
    await docs.close();
  });

  it('each sign-in was completed by a code_verifier, as the issuer saw it', async () => {
    const signIns = (await issuerRequests()).filter(({ outcome }) => outcome?.includes(' as clerk'));
    expect(signIns).not.toHaveLength(0);
    for (const { caller, proof } of signIns)
      expect({ caller, proof }).toEqual({ caller: 'order-desk', proof: 'code_verifier, S256' });
  });

  it('without PKCE the issuer sends the browser back with AADSTS9002325', async () => {
    const redirectUri = test.system.url('FULFILLMENT', '/docs/oauth2-redirect.html');
    const query = new URLSearchParams({
      client_id: '55556666-ffff-7777-aaaa-8888bbbb9999',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: test.system.variable('FULFILLMENT_SCOPE').replace('.default', 'Orders.Write'),
      state: 'xyz',
    });
    const { headers } = await test.system.call({
      method: 'GET',
      url: `${test.system.variable('ISSUER_HTTP_URL')}/${test.system.variable('TENANT_ID')}/oauth2/v2.0/authorize?${query.toString()}`,
    });
    const back = new URL(String(headers['location']));
    expect(back.href).toContain(redirectUri);
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(back.searchParams.get('error_description')).toMatch(/^AADSTS9002325: /);
  });
});
