import { propagation } from '@opentelemetry/api';
import { channel } from 'node:diagnostics_channel';
import { type ApiOptions, type ApiRequest } from '../../src/acquire/index.js';
import { startClient } from './client-application.js';
import { LocalEntra, scope } from './local-entra.js';
import { LocalServer, type Answer, type Received } from './local-server.js';
import { MINUTE_MS, SECOND_MS } from './test-clock.js';

const quick = { initialBackoffMs: 1, maxBackoffMs: 50 };

describe('an API client', () => {
  let entra: LocalEntra;
  let api: LocalServer;
  let answer: (received: Received) => Answer | Promise<Answer>;

  beforeEach(async () => {
    entra = await LocalEntra.start();
    answer = () => ({ status: 200, body: { hello: 'world' } });
    api = await LocalServer.https((received) => answer(received));
  });

  const start = async (options: Partial<ApiOptions> = {}) =>
    await startClient(entra, { api: { baseUrl: api.origin, resilience: quick, ...options } });
  const get: ApiRequest = { method: 'GET', path: '/stock' };
  const tokensSeen = () => api.received.map(({ headers }) => headers.authorization);

  describe('sends', () => {
    it('its token, its query and its body, and gives the answer with what it said', async () => {
      const application = await start({ baseUrl: `${api.origin}/v1` });
      answer = () => ({ status: 201, headers: { 'x-many': 'a', etag: '"1"' }, body: { id: 7 } });
      const response = await application.api.request({
        method: 'PUT',
        path: '/stock/SKU%201',
        query: { page: 2, all: true, cursor: undefined, name: 'a&b' },
        headers: { 'If-Match': '"1"' },
        json: { onHand: 5 },
      });
      const [received] = api.received;
      expect(received).toMatchObject({ method: 'PUT', body: '{"onHand":5}' });
      expect(`${received?.url.pathname ?? ''}${received?.url.search ?? ''}`).toBe(
        '/v1/stock/SKU%201?page=2&all=true&name=a%26b',
      );
      const token = await application.tokens.getToken(scope);
      expect(received?.headers).toMatchObject({
        authorization: `Bearer ${token.reveal()}`,
        'content-type': 'application/json',
        accept: 'application/json',
        'if-match': '"1"',
      });
      expect(response).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { id: 7 } });
    });

    it('200 calls at once with one token, over a bounded number of connections', async () => {
      const application = await start({ maxConnections: 10 });
      await Promise.all(Array.from({ length: 200 }, () => application.api.request(get)));
      expect(api.received).toHaveLength(200);
      expect(new Set(tokensSeen()).size).toBe(1);
      expect(api.connections).toBeLessThanOrEqual(10);
      expect(entra.tokenRequests).toHaveLength(1);
    });

    it.each([
      'Authorization',
      'host',
      'Content-Type',
      'content-length',
      'Transfer-Encoding',
      'proxy-authorization',
    ])('no header %s of the caller', async (name) => {
      const application = await start();
      await expect(application.api.request({ ...get, headers: { [name]: 'x' } })).rejects.toMatchObject({
        code: 'CALL_REQUEST_INVALID',
      });
      expect(api.received).toEqual([]);
    });

    it('no header that ends a line', async () => {
      const application = await start();
      const request = application.api.request({ ...get, headers: { 'x-note': 'a\r\nx-other: b' } });
      await expect(request).rejects.toMatchObject({ code: 'CALL_REQUEST_INVALID' });
    });

    it('no body that JSON cannot hold', async () => {
      const application = await start();
      const request = application.api.request({ method: 'POST', path: '/', json: { amount: 1n } });
      await expect(request).rejects.toMatchObject({ code: 'CALL_REQUEST_INVALID' });
    });

    it.each([
      'stock',
      '//evil.example/x',
      '/\\evil.example',
      'https://evil.example/',
      '/../x',
      '/%2e%2e/x',
      '/a?b=c',
      '/a#b',
    ])("nothing to the path '%s'", async (path) => {
      const application = await start({ baseUrl: `${api.origin}/v1` });
      await expect(application.api.request({ method: 'GET', path })).rejects.toMatchObject({
        code: 'CALL_REQUEST_INVALID',
      });
      expect(api.received).toEqual([]);
    });

    it('its token to nobody that the API redirects to', async () => {
      const other = await LocalServer.https(() => ({ status: 200 }));
      answer = () => ({ status: 307, headers: { location: `${other.origin}/` } });
      const application = await start();
      await expect(application.api.request(get)).resolves.toMatchObject({
        status: 307,
        headers: { location: `${other.origin}/` },
      });
      expect(other.received).toEqual([]);
    });

    it.each([
      ['http://inventory.example', /https/],
      ['ftp://localhost', /https/],
      ['inventory', /https/],
      ['https://user:pw@inventory', /without credentials/],
      ['https://inventory/?a=b', /without credentials, query/],
    ])("nothing to the base URL '%s': the boot fails", async (baseUrl, message) => {
      await expect(start({ baseUrl })).rejects.toMatchObject({
        code: 'AUTH_CONFIG_API',
        message: expect.stringMatching(message),
      });
    });

    it('nothing for a scope that no application can ask for: the boot fails', async () => {
      await expect(start({ scope: 'api://x/Inventory.Read' })).rejects.toMatchObject({
        code: 'AUTH_CONFIG_API',
      });
    });

    it('its token over plain http to this very machine', async () => {
      const plain = await LocalServer.http(() => ({ status: 204 }));
      const application = await start({ baseUrl: plain.origin });
      await expect(application.api.request(get)).resolves.toMatchObject({ status: 204, body: undefined });
    });

    describe('the trace on', () => {
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      beforeEach(() => {
        propagation.setGlobalPropagator({
          inject: (_context, carrier, setter) => setter.set(carrier, 'traceparent', traceparent),
          extract: (unchanged) => unchanged,
          fields: () => ['traceparent'],
        });
      });
      afterEach(() => propagation.disable());

      it('by its traceparent', async () => {
        const application = await start();
        await application.api.request(get);
        expect(api.received[0]?.headers).toMatchObject({ traceparent });
      });

      it('by the instrumentation alone where there is one: two of them would void the trace', async () => {
        const instrumentation = () => undefined;
        channel('undici:request:create').subscribe(instrumentation);
        const application = await start();
        await application.api.request(get);
        channel('undici:request:create').unsubscribe(instrumentation);
        expect(api.received[0]?.headers).not.toHaveProperty('traceparent');
      });
    });
  });

  describe('reads', () => {
    it.each<[string, Answer, unknown]>([
      ['JSON', { status: 200, body: [1] }, [1]],
      [
        'a problem',
        { status: 409, headers: { 'content-type': 'application/problem+json' }, body: { code: 'X' } },
        { code: 'X' },
      ],
      ['text', { status: 500, body: 'oops' }, 'oops'],
      ['nothing', { status: 204 }, undefined],
    ])('%s', async (_what, given, body) => {
      answer = () => given;
      const application = await start();
      await expect(application.api.request(get)).resolves.toMatchObject({ body });
    });

    it('no JSON that is none, and shows nothing of it', async () => {
      answer = () => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"name":"Jane',
      });
      const application = await start();
      await expect(application.api.request(get)).rejects.toMatchObject({
        code: 'CALL_RESPONSE_MALFORMED',
        message: expect.not.stringContaining('Jane'),
      });
    });

    it('no answer that is too large, however long it goes on', async () => {
      answer = () => ({ status: 200, body: 'x'.repeat(100_000) });
      const application = await start({ maxResponseBytes: 10_000 });
      await expect(application.api.request(get)).rejects.toMatchObject({ code: 'CALL_RESPONSE_TOO_LARGE' });
    });
  });

  describe('whose token is refused', () => {
    it('fetches one new token for 200 calls, repeats each call once, and no caller notices', async () => {
      const application = await start();
      const revoked = `Bearer ${(await application.tokens.getToken(scope)).reveal()}`;
      answer = ({ headers }) => ({ status: headers.authorization === revoked ? 401 : 200 });
      const answers = await Promise.all(
        Array.from({ length: 200 }, () => application.api.request({ method: 'POST', path: '/', json: {} })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(entra.tokenRequests).toHaveLength(2);
    });

    it('hands on the second 401, and does not ask for tokens without end', async () => {
      answer = () => ({ status: 401 });
      const application = await start();
      for (let call = 0; call < 20; call++) {
        await expect(application.api.request(get)).resolves.toMatchObject({ status: 401 });
      }
      expect(entra.tokenRequests).toHaveLength(2);
    });

    it('tells when no other token can be had', async () => {
      const application = await start();
      await application.tokens.getToken(scope);
      answer = () => ({ status: 401 });
      entra.tokenFault = () => ({
        status: 400,
        body: { error: 'unauthorized_client', error_description: 'AADSTS1' },
      });
      await expect(application.api.request(get)).rejects.toMatchObject({ code: 'TOKEN_REQUEST_REFUSED' });
    });

    it('hands on a 403, and tries the next call with a fresh token, that may have the role', async () => {
      const application = await start();
      const roleless = `Bearer ${(await application.tokens.getToken(scope)).reveal()}`;
      answer = ({ headers }) => ({ status: headers.authorization === roleless ? 403 : 200 });
      await expect(application.api.request(get)).resolves.toMatchObject({ status: 403 });
      await expect(application.api.request(get)).resolves.toMatchObject({ status: 200 });
    });

    it('asks for a token at most once a minute while the 403 stays', async () => {
      const application = await start();
      answer = () => ({ status: 403 });
      for (let second = 0; second < 180; second++) {
        await application.api.request(get);
        application.clock.advance(SECOND_MS);
      }
      expect(entra.tokenRequests).toHaveLength(1 + 3);
    });
  });

  describe('in trouble', () => {
    const failing = (times: number, trouble: Answer) => {
      let left = times;
      answer = () => (left-- > 0 ? trouble : { status: 200, body: {} });
    };

    it.each<[string, Answer]>([
      ['503', { status: 503 }],
      ['502', { status: 502 }],
      ['504', { status: 504 }],
      ['429 with a short Retry-After', { status: 429, headers: { 'retry-after': '0' } }],
      ['a cut connection', 'drop'],
    ])('repeats an idempotent call after %s', async (_what, trouble) => {
      failing(2, trouble);
      const application = await start();
      await expect(application.api.request(get)).resolves.toMatchObject({ status: 200 });
      expect(api.received).toHaveLength(3);
    });

    it('repeats a POST that its caller calls idempotent, and no other', async () => {
      const application = await start();
      failing(1, { status: 503 });
      const post: ApiRequest = { method: 'POST', path: '/confirm' };
      await expect(application.api.request({ ...post, idempotent: true })).resolves.toMatchObject({
        status: 200,
      });
      failing(1, { status: 503 });
      await expect(application.api.request(post)).resolves.toMatchObject({ status: 503 });
      failing(1, 'drop');
      await expect(application.api.request(post)).rejects.toMatchObject({ code: 'CALL_CONNECTION_FAILED' });
    });

    it.each([500, 501, 409, 404])('does not repeat after %s, the API knows what it said', async (status) => {
      failing(1, { status });
      const application = await start();
      await expect(application.api.request(get)).resolves.toMatchObject({ status });
    });

    it('hands on an answer that asks for a longer pause than it may wait', async () => {
      failing(1, { status: 503, headers: { 'retry-after': '30' } });
      const application = await start();
      await expect(application.api.request(get)).resolves.toMatchObject({ status: 503 });
      expect(api.received).toHaveLength(1);
    });

    it('gives up after its attempts', async () => {
      answer = () => 'drop';
      const application = await start();
      await expect(application.api.request(get)).rejects.toMatchObject({
        code: 'CALL_CONNECTION_FAILED',
        message: expect.stringContaining("no connection to 'inventory': UND_ERR_SOCKET"),
      });
      expect(api.received).toHaveLength(3);
    });

    it('names what the socket says when nobody listens', async () => {
      const application = await start({ baseUrl: 'https://localhost:1' });
      await expect(application.api.request(get)).rejects.toMatchObject({
        message: expect.stringContaining('ECONNREFUSED'),
      });
    });

    it('opens the circuit after failures in a row, closes it when the API is well, and others are not touched', async () => {
      const application = await start({
        resilience: { ...quick, retries: 0, breakAfterFailures: 3, halfOpenAfterMs: 20 },
      });
      answer = () => ({ status: 500 });
      for (let call = 0; call < 3; call++) await application.api.request(get);
      await expect(application.api.request(get)).rejects.toMatchObject({
        code: 'CALL_CIRCUIT_OPEN',
        retryAfterMs: 20,
      });
      expect(api.received).toHaveLength(3);
      answer = () => ({ status: 200 });
      await new Promise((resolve) => setTimeout(resolve, 30));
      await expect(application.api.request(get)).resolves.toMatchObject({ status: 200 });
    });

    it('keeps the circuit closed when calls are merely refused or cancelled', async () => {
      const application = await start({ resilience: { ...quick, breakAfterFailures: 2 } });
      answer = () => ({ status: 409 });
      for (let call = 0; call < 5; call++) await application.api.request(get);
      answer = () => 'hang';
      for (let call = 0; call < 5; call++) {
        const request = application.api.request({ ...get, signal: AbortSignal.timeout(1) });
        await expect(request).rejects.toMatchObject({ code: 'CALL_ABORTED' });
      }
      answer = () => ({ status: 200 });
      await expect(application.api.request(get)).resolves.toMatchObject({ status: 200 });
    });
  });

  describe('that gets no answer', () => {
    beforeEach(() => (answer = () => 'hang'));

    it('gives up when its time is over', async () => {
      const application = await start({ timeoutMs: 30 });
      await expect(application.api.request(get)).rejects.toMatchObject({ code: 'CALL_TIMEOUT' });
      await expect(application.api.request({ ...get, timeoutMs: 20 })).rejects.toMatchObject({
        code: 'CALL_TIMEOUT',
      });
    });

    it('leaves time for another attempt of an idempotent call', async () => {
      let attempts = 0;
      answer = () => (++attempts === 1 ? 'hang' : { status: 200 });
      const application = await start({ resilience: { ...quick, attemptTimeoutMs: 30 } });
      await expect(application.api.request(get)).resolves.toMatchObject({ status: 200 });
    });

    it('gives up when its time is over before there is a token', async () => {
      const application = await start();
      entra.tokenFault = () => 'hang';
      await expect(application.api.request({ ...get, timeoutMs: 20 })).rejects.toMatchObject({
        code: 'CALL_TIMEOUT',
      });
      expect(api.received).toEqual([]);
    });

    it('stops when its caller says so, before and after it was sent', async () => {
      const application = await start();
      const caller = new AbortController();
      const request = application.api.request({ ...get, signal: caller.signal });
      caller.abort();
      await expect(request).rejects.toMatchObject({ code: 'CALL_ABORTED' });
      await expect(application.api.request({ ...get, signal: caller.signal })).rejects.toMatchObject({
        code: 'CALL_ABORTED',
      });
    });

    it('stops when the service shuts down', async () => {
      const application = await start();
      await application.tokens.getToken(scope);
      const request = application.api.request(get);
      const outcome = expect(request).rejects.toMatchObject({
        code: 'CALL_ABORTED',
        message: expect.stringContaining('shutting down'),
      });
      await application.close();
      await outcome;
    });
  });

  it.each([-60, 60])('works with an issuer whose clock is %s seconds off', async (offsetSeconds) => {
    const application = await start();
    application.clock.advance(offsetSeconds * SECOND_MS);
    await expect(application.api.request(get)).resolves.toMatchObject({ status: 200 });
    application.clock.advance(10 * MINUTE_MS);
    await expect(application.api.request(get)).resolves.toMatchObject({ status: 200 });
    expect(entra.tokenRequests).toHaveLength(1);
  });
});
