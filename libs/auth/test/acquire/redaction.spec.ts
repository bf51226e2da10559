import { format, inspect } from 'node:util';
import { keyVaultSecret, type TokenProvider } from '../../src/acquire/index.js';
import { startClient } from './client-application.js';
import { LEAK_MARK, LocalEntra, newSecret, refusedSecret, scope } from './local-entra.js';
import { LocalServer } from './local-server.js';

/** All the ways in which a value ends in a log by accident. */
function prints(value: unknown): string {
  const cause = value instanceof Error ? prints(value.cause) : '';
  const own = typeof value === 'object' && value !== null ? JSON.stringify(Object.entries(value)) : '';
  return [
    inspect(value, { depth: 12, showHidden: true }),
    format('%s %o %j', value, value, value),
    JSON.stringify(value),
    own,
    cause,
  ].join('\n');
}

describe('nothing that is printed by accident holds a secret or a token', () => {
  let entra: LocalEntra;
  beforeEach(async () => {
    entra = await LocalEntra.start();
    const value = newSecret();
    entra.clientSecrets.add(value);
    entra.store('the-secret', { value });
  });

  const start = async (baseUrl = 'https://localhost:1') =>
    await startClient(entra, {
      credential: keyVaultSecret({ vaultUrl: entra.origin, name: 'the-secret' }),
      tokenRequest: { retryDelayMs: 1 },
      api: { baseUrl, resilience: { initialBackoffMs: 1, breakAfterFailures: 2, retries: 0 } },
    });

  const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
    try {
      await work;
    } catch (error) {
      return error;
    }
    throw new Error('it did not fail');
  };

  it('of the objects in use', async () => {
    const application = await start();
    const token = await application.tokens.getToken(scope);
    for (const value of [token, application, application.credentials.held, application.tokens.report()]) {
      expect(prints(value)).not.toContain(LEAK_MARK);
    }
    expect(token.reveal()).toContain(LEAK_MARK);
  });

  it.each([
    ['a refused credential', refusedSecret],
    ['an outage', { status: 503, body: 'sorry' }],
    ['a cut connection', 'drop' as const],
  ])('of the error after %s', async (_what, fault) => {
    const { tokens } = await start();
    entra.tokenFault = () => fault;
    expect(prints(await failureOf(tokens.getToken(scope)))).not.toContain(LEAK_MARK);
  });

  it('of the error after a vault that refuses', async () => {
    entra.vaultFault = { status: 403, body: { error: { code: 'Forbidden', message: 'no' } } };
    const error = await failureOf(start());
    expect(inspect(error, { depth: 12 })).not.toContain(LEAK_MARK);
    expect(JSON.stringify(error)).not.toContain(LEAK_MARK);
  });

  it('of the errors of calls', async () => {
    const api = await LocalServer.https(() => 'drop');
    const { api: client } = await start(api.origin);
    const request = () => failureOf(client.request({ method: 'GET', path: '/', timeoutMs: 500 }));
    for (const error of [await request(), await request(), await request()]) {
      expect(prints(error)).not.toContain(LEAK_MARK);
    }
  });

  it('of the provider while a request is on its way', async () => {
    const { tokens } = await start();
    const pending: [TokenProvider, Promise<unknown>] = [tokens, tokens.getToken(scope)];
    expect(prints(pending)).not.toContain(LEAK_MARK);
    await pending[1];
  });
});
