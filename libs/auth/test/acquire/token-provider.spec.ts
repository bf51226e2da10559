import { logged } from './captured-logs.js';
import { type TokenProvider } from '../../src/acquire/index.js';
import { startClient } from './client-application.js';
import { LocalEntra, oauthError, refusedSecret, scope } from './local-entra.js';
import { type Answer } from './local-server.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from './test-clock.js';

const soak = Boolean(process.env['SOAK']);

/** Tokens of one hour are renewed after 45 to 48 minutes. */
const PAST_REFRESH_MS = 50 * MINUTE_MS;

/** Time for what runs in the background to have run: turns of the event loop, over a real wire. */
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 5_000 && !condition(); turn++)
    await new Promise((resolve) => setTimeout(resolve, 1));
  expect(condition()).toBe(true);
}

describe('a token provider', () => {
  let entra: LocalEntra;
  beforeEach(async () => (entra = await LocalEntra.start()));

  /** The background has nothing left to do. */
  const settled = (tokens: TokenProvider) =>
    until(() => tokens.report().every(({ requesting }) => !requesting));
  const requests = () => entra.tokenRequests.length;
  const revealed = async (token: Promise<{ reveal(): string }>) => (await token).reveal();

  it('sends one request for 1,000 callers that come at once, and gives all of them the same token', async () => {
    const { tokens } = await startClient(entra);
    const given = await Promise.all(Array.from({ length: 1_000 }, () => tokens.getToken(scope)));
    expect(new Set(given).size).toBe(1);
    expect(requests()).toBe(1);
  });

  it('serves 100,000 warm calls without a request', async () => {
    const { tokens } = await startClient(entra);
    const first = await tokens.getToken(scope);
    for (let call = 0; call < (soak ? 1_000_000 : 100_000); call++)
      expectSame(await tokens.getToken(scope), first);
    expect(requests()).toBe(1);
  });

  it('requests tokens of two scopes at once and keeps them apart', async () => {
    const { tokens } = await startClient(entra);
    const [one, other] = await Promise.all([tokens.getToken(scope), tokens.getToken('api://other/.default')]);
    expect(one.reveal()).not.toBe(other.reveal());
    expect(new Set(entra.tokenRequests.map((request) => request.get('scope')))).toEqual(
      new Set([scope, 'api://other/.default']),
    );
  });

  it.each(['api://x/Inventory.Read', 'https://graph.microsoft.com', '', 'a b/.default'])(
    "refuses the scope '%s' before anything is sent",
    async (wrong) => {
      const { tokens } = await startClient(entra);
      await expect(tokens.getToken(wrong)).rejects.toMatchObject({ code: 'TOKEN_SCOPE_INVALID' });
      expect(requests()).toBe(0);
    },
  );

  it('is never asked about a scope that it does not know, and survives it', async () => {
    const { tokens } = await startClient(entra);
    const token = await tokens.getToken(scope);
    tokens.distrust(token, 'api://other/.default');
    await expect(tokens.replacementFor(token, 'api://other/.default')).resolves.toBeUndefined();
  });

  describe('past the refresh point', () => {
    it('gives the token at hand at once, and the new one once it is there', async () => {
      const { tokens, clock } = await startClient(entra);
      const old = await revealed(tokens.getToken(scope));
      clock.advance(PAST_REFRESH_MS);
      await expect(revealed(tokens.getToken(scope))).resolves.toBe(old);
      await settled(tokens);
      await expect(revealed(tokens.getToken(scope))).resolves.not.toBe(old);
      expect(requests()).toBe(2);
    });

    it('follows the issuer where it says when (refresh_in)', async () => {
      entra.refreshInSeconds = 20 * 60;
      const { tokens, clock } = await startClient(entra);
      await tokens.getToken(scope);
      clock.advance(15 * MINUTE_MS);
      await tokens.getToken(scope);
      expect(requests()).toBe(1);
      clock.advance(6 * MINUTE_MS);
      await tokens.getToken(scope);
      await until(() => requests() === 2);
    });

    it('renews tokens that live shorter than the five minutes before which MSAL gives up on them', async () => {
      entra.tokenLifetimeSeconds = 200;
      const { tokens, clock } = await startClient(entra);
      await tokens.getToken(scope);
      clock.advance(100 * SECOND_MS);
      await tokens.getToken(scope);
      expect(requests()).toBe(1);
    });

    const troubles: Record<string, Answer> = {
      'answers 503': { status: 503, body: { error: 'temporarily_unavailable', error_codes: [90033] } },
      'answers 503 with a page': {
        status: 503,
        headers: { 'content-type': 'text/html' },
        body: '<h1>sorry</h1>',
      },
      'answers 429 in plain text': { status: 429, body: 'Too Many Requests' },
      'cuts the connection': 'drop',
      'refuses the credential': refusedSecret,
      'has expired the credential': oauthError(401, 'invalid_client', 'AADSTS7000222: expired', 7000222),
      'answers 200 with an array': { status: 200, body: [] },
      'answers 200 with null': { status: 200, body: 'null' },
      'answers 400 with a description that is none': {
        status: 400,
        body: { error: 'invalid_request', error_description: 42 },
      },
      'answers 200 without a token': { status: 200, body: { token_type: 'Bearer', expires_in: 3600 } },
    };

    it.each(Object.keys(troubles))('no caller notices that the issuer %s', async (trouble) => {
      const { tokens, clock, health } = await startClient(entra, { tokenRequest: { retryDelayMs: 1 } });
      const valid = await tokens.getToken(scope);
      entra.tokenFault = () => troubles[trouble];
      clock.advance(PAST_REFRESH_MS);
      for (let second = 0; second < 10; second++) {
        const given = await Promise.all(Array.from({ length: 50 }, () => tokens.getToken(scope)));
        expect(new Set(given)).toEqual(new Set([valid]));
        clock.advance(SECOND_MS);
      }
      await settled(tokens);
      await expect(health.check()).resolves.toMatchObject({
        status: 'up',
        failing: { [scope]: expect.any(String) },
      });
      expect(logged.join()).toContain('the one at hand serves on');
    });

    it('serves the token at hand while the request hangs, and sends no second one', async () => {
      const { tokens, clock } = await startClient(entra);
      const valid = await tokens.getToken(scope);
      let letGo = () => {};
      const held = new Promise<undefined>((resolve) => (letGo = () => resolve(undefined)));
      entra.tokenFault = () => held;
      clock.advance(PAST_REFRESH_MS);
      for (let minute = 0; minute < 9; minute++) {
        const given = await Promise.all(Array.from({ length: 100 }, () => tokens.getToken(scope)));
        expect(new Set(given)).toEqual(new Set([valid]));
        clock.advance(MINUTE_MS);
      }
      await until(() => requests() === 2);
      letGo();
      await settled(tokens);
      await expect(tokens.getToken(scope)).resolves.not.toBe(valid);
      expect(requests()).toBe(2);
    });

    it('has a new token within one back-off after the issuer is well again', async () => {
      const { tokens, clock } = await startClient(entra, { tokenRequest: { retries: 0 } });
      const valid = await tokens.getToken(scope);
      entra.tokenFault = () => ({ status: 503, body: {} });
      clock.advance(PAST_REFRESH_MS);
      for (let second = 0; second < 120; second++) {
        await tokens.getToken(scope);
        await settled(tokens);
        clock.advance(SECOND_MS);
      }
      entra.tokenFault = undefined;
      clock.advance(30 * SECOND_MS);
      await tokens.getToken(scope);
      await settled(tokens);
      await expect(tokens.getToken(scope)).resolves.not.toBe(valid);
    });
  });

  describe('without a valid token', () => {
    it('tells an outage by its code, at once for those who come during the back-off, and recovers', async () => {
      const { tokens, clock, health } = await startClient(entra, { tokenRequest: { retries: 0 } });
      entra.tokenFault = () => 'drop';
      const unavailable = { code: 'TOKEN_ISSUER_UNAVAILABLE' };
      await expect(tokens.getToken(scope)).rejects.toMatchObject(unavailable);
      await expect(tokens.getToken(scope)).rejects.toMatchObject(unavailable);
      expect(requests()).toBe(1);
      await expect(health.check()).resolves.toMatchObject({
        status: 'up',
        failing: { [scope]: 'TOKEN_ISSUER_UNAVAILABLE' },
      });
      entra.tokenFault = undefined;
      clock.advance(SECOND_MS);
      await expect(tokens.getToken(scope)).resolves.toBeDefined();
      await expect(health.check()).resolves.toMatchObject({ status: 'up', failing: {} });
    });

    it('is unhealthy when the issuer refuses who it is', async () => {
      const { tokens, health } = await startClient(entra);
      entra.tokenFault = () => refusedSecret;
      await expect(tokens.getToken(scope)).rejects.toMatchObject({ code: 'TOKEN_CREDENTIAL_REFUSED' });
      await expect(health.check()).resolves.toMatchObject({
        status: 'down',
        failing: { [scope]: 'TOKEN_CREDENTIAL_REFUSED' },
      });
    });

    it('an expired token is not served', async () => {
      const { tokens, clock } = await startClient(entra);
      const old = await tokens.getToken(scope);
      clock.advance(HOUR_MS);
      await expect(tokens.getToken(scope)).resolves.not.toBe(old);
    });

    it('gives up on an issuer that hangs after the time-out, once', async () => {
      const { tokens } = await startClient(entra, { tokenRequest: { attemptTimeoutMs: 50 } });
      entra.tokenFault = () => 'hang';
      await expect(tokens.getToken(scope)).rejects.toMatchObject({ code: 'TOKEN_ISSUER_UNAVAILABLE' });
      expect(requests()).toBe(1);
    });

    it('repeats a request once by itself when the trouble is short', async () => {
      const { tokens } = await startClient(entra, { tokenRequest: { retryDelayMs: 1 } });
      entra.tokenFault = () => (requests() === 1 ? { status: 503, body: '' } : undefined);
      await expect(tokens.getToken(scope)).resolves.toBeDefined();
      expect(requests()).toBe(2);
    });

    it.each([
      ['seconds', '120', 120_000],
      ['more than is reasonable', '86400', 600_000],
    ])('waits as long as Retry-After asks (%s)', async (_form, header, pauseMs) => {
      const { tokens, clock } = await startClient(entra);
      entra.tokenFault = () => ({
        status: 429,
        headers: { 'retry-after': header },
        body: 'Too Many Requests',
      });
      await expect(tokens.getToken(scope)).rejects.toMatchObject({ code: 'TOKEN_ISSUER_THROTTLED' });
      entra.tokenFault = undefined;
      clock.advance(pauseMs - 1);
      await expect(tokens.getToken(scope)).rejects.toMatchObject({ code: 'TOKEN_ISSUER_THROTTLED' });
      clock.advance(1);
      await expect(tokens.getToken(scope)).resolves.toBeDefined();
      expect(requests()).toBe(2);
    });

    it('shows the AADSTS number of a refused request, and decides by the OAuth error', async () => {
      const { tokens } = await startClient(entra);
      entra.tokenFault = () =>
        oauthError(400, 'invalid_scope', 'AADSTS70011: The provided value is not valid.', 70011);
      await expect(tokens.getToken(scope)).rejects.toMatchObject({
        code: 'TOKEN_REQUEST_REFUSED',
        message: expect.stringContaining('AADSTS70011'),
      });
    });

    it('names an unknown tenant, whose answer MSAL drops', async () => {
      const { tokens } = await startClient(entra);
      entra.discoveryFault = oauthError(400, 'invalid_tenant', "AADSTS90002: Tenant 'x' not found.", 90002);
      await expect(tokens.getToken(scope)).rejects.toMatchObject({
        code: 'TOKEN_REQUEST_REFUSED',
        message: expect.stringContaining('AADSTS90002'),
      });
    });

    it('tells when what answers is not the authority', async () => {
      const { tokens } = await startClient(entra);
      entra.discoveryFault = { status: 200, body: { hello: 'world' } };
      await expect(tokens.getToken(scope)).rejects.toMatchObject({
        code: 'TOKEN_RESPONSE_INVALID',
        message: expect.stringContaining('endpoints_resolution_error'),
      });
    });

    it('does not take a token that has ended when it arrives', async () => {
      entra.tokenLifetimeSeconds = 0;
      const { tokens } = await startClient(entra);
      await expect(tokens.getToken(scope)).rejects.toMatchObject({ code: 'TOKEN_RESPONSE_INVALID' });
    });
  });

  it('makes a bounded number of requests in an hour of outage', async () => {
    entra.tokenLifetimeSeconds = 6 * 3_600;
    const { tokens, clock } = await startClient(entra, { tokenRequest: { retryDelayMs: 1 } });
    const valid = await tokens.getToken(scope);
    entra.tokenFault = () => ({ status: 503, body: {} });
    clock.advance(5 * HOUR_MS);
    for (let second = 0; second < 3_600; second++) {
      expectSame(await tokens.getToken(scope), valid);
      await settled(tokens);
      clock.advance(SECOND_MS);
    }
    // attempts at 0, 1, 3, 7, 15, 31 s and then every 30 s, each of two requests
    expect(requests()).toBe(1 + 2 * 124);
  });

  describe('when an API refuses the token', () => {
    it('replaces it once for all that were refused', async () => {
      const { tokens } = await startClient(entra);
      const refused = await tokens.getToken(scope);
      const fresh = await Promise.all(
        Array.from({ length: 100 }, () => tokens.replacementFor(refused, scope)),
      );
      expect(new Set(fresh).size).toBe(1);
      expect(fresh[0]).not.toBe(refused);
      await expect(tokens.replacementFor(refused, scope)).resolves.toBe(fresh[0]);
      expect(requests()).toBe(2);
    });

    it('does not replace the replacement at once', async () => {
      const { tokens, clock } = await startClient(entra);
      const refused = await tokens.getToken(scope);
      const second = await tokens.replacementFor(refused, scope);
      await expect(tokens.replacementFor(second ?? refused, scope)).resolves.toBeUndefined();
      clock.advance(10 * SECOND_MS);
      await expect(tokens.replacementFor(second ?? refused, scope)).resolves.not.toBe(second);
      expect(requests()).toBe(3);
    });

    it('fetches a fresh one after a 403, at most one a minute, and falls back on the one at hand', async () => {
      const { tokens, clock } = await startClient(entra, { tokenRequest: { retries: 0 } });
      const first = await tokens.getToken(scope);
      tokens.distrust(first, scope);
      const second = await tokens.getToken(scope);
      expect(second).not.toBe(first);
      tokens.distrust(first, scope);
      tokens.distrust(second, scope);
      await expect(tokens.getToken(scope)).resolves.toBe(second);
      clock.advance(MINUTE_MS);
      entra.tokenFault = () => ({ status: 503, body: {} });
      await expect(tokens.getToken(scope)).resolves.toBe(second);
      expect(requests()).toBe(3);
    });
  });
});

function expectSame(given: unknown, expected: unknown): void {
  if (given !== expected) expect(given).toBe(expected);
}
