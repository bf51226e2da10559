import { Controller, Get, Req, type Type } from '@nestjs/common';
import passport from 'passport';
import {
  Caller,
  type CallerIdentity,
  type Decision,
  type EntraApiOptions,
  Roles,
  Scopes,
} from '../../src/protect/index.js';
import { type AppToken, TestClock, TestIssuer, type TestIssuerOptions } from '../../src/testing/index.js';
import { type IncomingRequest } from '../../src/protect/http/incoming-request.js';
import { capturedLines } from '../log-capture.js';
import { Api } from './api.js';

@Controller()
class WhoController {
  @Get('who')
  @Roles('Who.Ask')
  @Scopes('Who.Ask')
  async who(@Caller() caller: CallerIdentity) {
    await new Promise(setImmediate); // lets other requests in between
    return caller;
  }
}

const guid = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;

describe('two applications in one process', () => {
  let issuer: TestIssuer;
  let orders: Api;
  let stock: Api;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    const { entraApiOptions } = issuer;
    orders = await Api.start({ ...entraApiOptions, clientId: guid(1) }, [WhoController]);
    stock = await Api.start({ ...entraApiOptions, clientId: guid(2) }, [WhoController]);
  });

  afterAll(async () => {
    await Promise.all([orders.close(), stock.close()]);
    await issuer.stop();
  });

  const tokenFor = (audience: string, token: AppToken = {}) =>
    issuer.app({ roles: ['Who.Ask'], audience, ...token });

  it('each take the tokens that are meant for them, and only those', async () => {
    expect((await orders.get('/who', tokenFor(guid(1)))).status).toBe(200);
    expect((await stock.get('/who', tokenFor(guid(2)))).status).toBe(200);
    expect(await orders.get('/who', tokenFor(guid(2)))).toMatchObject({
      status: 401,
      body: { code: 'AUTH_AUDIENCE_MISMATCH' },
    });
    expect(await stock.get('/who', tokenFor(guid(1)))).toMatchObject({
      status: 401,
      body: { code: 'AUTH_AUDIENCE_MISMATCH' },
    });
  });

  it('do not share what they remember: a token that one has verified is judged anew by the other', async () => {
    const token = tokenFor(guid(1));
    expect((await orders.get('/who', token)).status).toBe(200);
    expect((await orders.get('/who', token)).status).toBe(200);
    expect((await stock.get('/who', token)).status).toBe(401);
  });

  it('never mix identities in 500 parallel requests, new tokens and known ones', async () => {
    const callers = Array.from({ length: 500 }, (_, n) => ({
      token:
        n % 3 === 0
          ? issuer.user({ scopes: ['Who.Ask'], objectId: guid(n), audience: guid(1 + (n % 2)) })
          : tokenFor(guid(1 + (n % 2)), { objectId: guid(n), clientId: guid(10_000 + n) }),
      api: n % 2 === 0 ? orders : stock,
      objectId: guid(n),
      kind: n % 3 === 0 ? 'user' : 'application',
    }));
    for (const round of ['new', 'known']) {
      const answers = await Promise.all(callers.map(({ api, token }) => api.get('/who', token)));
      const mixed = answers.filter(
        ({ status, body }, n) =>
          status !== 200 || body.objectId !== callers[n]?.objectId || body.kind !== callers[n]?.kind,
      );
      expect({ round, mixed }).toEqual({ round, mixed: [] });
    }
  });
});

/** The names of all strategies in the process, in the order of their registration. */
const strategies = () => Object.keys((passport as unknown as { _strategies: object })._strategies);

describe('an application', () => {
  const running: { stop(): Promise<void> }[] = [];

  // here and not in the tests: one that fails would leave a server behind, and Jest would wait for it
  afterEach(async () => {
    for (const each of running.splice(0).reverse()) await each.stop();
  });

  const startIssuer = async (options?: TestIssuerOptions) => {
    const issuer = await TestIssuer.start(options);
    running.push(issuer);
    return issuer;
  };

  const startApi = async (options: EntraApiOptions, controllers: Type[] = [WhoController]) => {
    const api = await Api.start(options, controllers);
    running.push({ stop: () => api.close() });
    return api;
  };

  it('takes its strategy out of Passport when it is closed', async () => {
    const issuer = await startIssuer();
    const before = strategies();
    const api = await startApi(issuer.entraApiOptions);
    expect(strategies()).toHaveLength(before.length + 1);
    await api.close();
    expect(strategies()).toEqual(before);
  });

  it('refuses everybody if somebody puts another strategy in the place of its own', async () => {
    const issuer = await startIssuer();
    const api = await startApi(issuer.entraApiOptions);
    const [name = ''] = strategies().slice(-1);
    const careless = { authenticate: succeedAsAnybody } as unknown as passport.Strategy;
    passport.use(name, careless);
    expect(await api.get('/who', issuer.app())).toMatchObject({
      status: 500,
      body: { code: 'AUTH_INTERNAL' },
    });
    expect(capturedLines.some((line) => line.includes('Passport left no verified token'))).toBe(true);
  });

  it('gives Passport neither the request nor the response: no strategy can answer in its place', async () => {
    const issuer = await startIssuer();
    const api = await startApi(issuer.entraApiOptions);
    const [name = ''] = strategies().slice(-1);
    const seen: unknown[] = [];
    const eager = {
      authenticate(this: passport.StrategyCreated<passport.Strategy>, request: unknown) {
        seen.push(request);
        this.redirect('https://elsewhere.example');
      },
    } as unknown as passport.Strategy;
    passport.use(name, eager);
    const answer = await api.get('/who', issuer.app());
    expect(answer).toMatchObject({ status: 500, body: { code: 'AUTH_INTERNAL' } });
    expect(answer.headers['location']).toBeUndefined();
    expect(seen).toEqual([expect.not.objectContaining({ headers: expect.anything() })]);
  });

  it('for several tenants takes the tokens of each, verified with the keys of that very tenant', async () => {
    const first = await startIssuer();
    const second = await first.tenant('bbbbcccc-1111-dddd-2222-eeee3333ffff');
    const decisions: Decision[] = [];
    const api = await startApi({
      ...first.entraApiOptions,
      tenantId: [first.tenantId, second.tenantId],
      onDecision: (d) => decisions.push(d),
    });
    expect((await api.get('/who', first.app({ roles: ['Who.Ask'] }))).status).toBe(200);
    expect((await api.get('/who', second.app({ roles: ['Who.Ask'] }))).status).toBe(200);

    const forged = first.mint({ claims: second.claimsOf({ roles: ['Who.Ask'] }) });
    expect(await api.get('/who', forged)).toMatchObject({ status: 401, body: { code: 'AUTH_KEY_UNKNOWN' } });
    const crossed = second.evil.claims({ tid: first.tenantId });
    expect(await api.get('/who', crossed)).toMatchObject({
      status: 401,
      body: { code: 'AUTH_TENANT_MISMATCH' },
    });
    const stranger = first.evil.otherTenant('ccccdddd-2222-eeee-3333-ffff4444aaaa');
    expect(await api.get('/who', stranger)).toMatchObject({
      status: 401,
      body: { code: 'AUTH_ISSUER_MISMATCH' },
    });
    const rubbish = first.evil.payloadNotJson();
    expect(await api.get('/who', rubbish)).toMatchObject({
      status: 401,
      body: { code: 'AUTH_TOKEN_MALFORMED' },
    });
  });

  it('remembers no more tokens than it may, and none at all if so told', async () => {
    const issuer = await startIssuer();
    for (const [maxEntries, expected] of [
      [2, [false, false, false, true, true, true, false]],
      [0, [false, false, false, false, false, false, false]],
    ] as const) {
      const known: boolean[] = [];
      const onDecision = (decision: Decision) => {
        if (decision.outcome === 'allow') known.push(decision.known);
      };
      const api = await startApi({ ...issuer.entraApiOptions, tokenCache: { maxEntries }, onDecision });
      const [a, b, c] = ['a', 'b', 'c'].map((uti) => issuer.app({ roles: ['Who.Ask'], claims: { uti } }));
      // c drives a out, which came first and was not used again; then a comes back as a new one
      for (const token of [a, b, c, b, c, b, a]) await api.get('/who', token);
      expect(known).toEqual(expected);
    }
  });

  it('lets no expired token keep a good one out, however often it is sent', async () => {
    const clock = new TestClock();
    const issuer = await startIssuer({ clock });
    const known: boolean[] = [];
    const api = await startApi({
      ...issuer.entraApiOptions,
      tokenCache: { maxEntries: 2 },
      onDecision: (decision) => decision.outcome === 'allow' && known.push(decision.known),
    });
    const [expiring, good, another] = [10, 3_599, 3_598].map((lifetimeSeconds) =>
      issuer.app({ roles: ['Who.Ask'], lifetimeSeconds }),
    );
    for (const token of [expiring, good]) await api.get('/who', token);
    clock.advance(10 + 60);
    for (const token of [expiring, expiring, another, good]) await api.get('/who', token);
    expect(known).toEqual([false, false, false, true]);
  });

  it('does not take a remembered token beyond its time', async () => {
    const clock = new TestClock();
    const issuer = await startIssuer({ clock });
    const api = await startApi(issuer.entraApiOptions);
    const token = issuer.app({ roles: ['Who.Ask'] });
    expect((await api.get('/who', token)).status).toBe(200);
    const lifetime = Number(issuer.claimsOf({})['exp']) - issuer.issue.nowSeconds;
    clock.advance(lifetime + 59); // as far as is tolerated
    expect((await api.get('/who', token)).status).toBe(200);
    clock.advance(1);
    expect(await api.get('/who', token)).toMatchObject({ status: 401, body: { code: 'AUTH_TOKEN_EXPIRED' } });
  });

  it('does not take a remembered token before its time, should the clock be set back', async () => {
    const clock = new TestClock();
    const issuer = await startIssuer({ clock });
    const api = await startApi(issuer.entraApiOptions);
    const token = issuer.app({ roles: ['Who.Ask'] });
    expect((await api.get('/who', token)).status).toBe(200);
    clock.advance(-60); // as far as is tolerated
    expect((await api.get('/who', token)).status).toBe(200);
    clock.advance(-1);
    expect(await api.get('/who', token)).toMatchObject({
      status: 401,
      body: { code: 'AUTH_TOKEN_NOT_YET_VALID' },
    });
  });

  it('leaves on the request who calls, and with which token, whether or not it was seen before', async () => {
    @Controller()
    class TracedController {
      @Get('who')
      @Roles('Who.Ask')
      who(@Req() { user, authInfo }: IncomingRequest) {
        return { kind: user?.kind, uti: authInfo?.uti };
      }
    }
    const issuer = await startIssuer();
    const api = await startApi(issuer.entraApiOptions, [TracedController]);
    const token = issuer.app({ roles: ['Who.Ask'], claims: { uti: 'uti-1' } });
    for (const _time of ['first', 'second']) {
      expect((await api.get('/who', token)).body).toEqual({ kind: 'application', uti: 'uti-1' });
    }
  });

  it('hands out a caller that nobody can change for the next request', async () => {
    @Controller()
    class TamperController {
      @Get('who')
      @Roles('Who.Ask')
      @Scopes('Who.Ask')
      who(@Caller() caller: CallerIdentity) {
        const { roles, scopes } = { scopes: [], ...caller };
        const attempts = [
          () => Object.assign(caller, { objectId: 'other' }),
          () => (roles as string[]).push('Admin'),
          () => (scopes as string[]).push('Admin'),
          () => Object.defineProperty(caller, 'kind', { value: 'other' }),
        ];
        return { kind: caller.kind, refused: attempts.filter((attempt) => throws(attempt)).length };
      }
    }
    const issuer = await startIssuer();
    const api = await startApi(issuer.entraApiOptions, [TamperController]);
    const application = await api.get('/who', issuer.app({ roles: ['Who.Ask'] }));
    expect(application.body).toEqual({ kind: 'application', refused: 3 }); // it has no scopes to change
    const user = await api.get('/who', issuer.user({ scopes: ['Who.Ask'] }));
    expect(user.body).toEqual({ kind: 'user', refused: 4 });
  });
});

function throws(attempt: () => unknown): boolean {
  try {
    attempt();
    return false;
  } catch {
    return true;
  }
}

/** A strategy as many are: it says who calls, and nothing of a verified token. */
function succeedAsAnybody(this: { success(user: object): void }): void {
  this.success({ kind: 'application', roles: ['Who.Ask'] });
}
