import { Controller, Get } from '@nestjs/common';
import {
  type Context,
  context,
  type ContextManager,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import {
  type AuthErrorCode,
  Public,
  type Decision,
  type EntraApiOptions,
  Roles,
  Scopes,
} from '../../src/protect/index.js';
import { TestClock, TestIssuer } from '../../src/testing/index.js';
import { capturedLines } from '../log-capture.js';
import { Api } from './api.js';

@Controller('stock')
class StockController {
  @Get(':sku')
  @Roles('Stock.Read')
  one() {
    return {};
  }

  @Get('for/users')
  @Scopes('Stock.Read')
  users() {
    return {};
  }

  @Get('for/everybody')
  @Public()
  everybody() {
    return {};
  }
}

/** A context manager with one context for everything. */
function alwaysIn(active: Context): ContextManager {
  const manager: ContextManager = {
    active: () => active,
    with: (_context, run, self, ...args) => run.apply(self as never, args),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}

const undecided = { traceId: undefined, tokenId: undefined, caller: undefined };

describe('every decision', () => {
  let clock: TestClock;
  let issuer: TestIssuer;
  let api: Api;
  let decisions: Decision[];

  const start = async (
    options: Partial<EntraApiOptions> = {},
    platform: 'fastify' | 'express' = 'fastify',
  ) => {
    clock = new TestClock();
    issuer = await TestIssuer.start({ clock });
    decisions = [];
    const onDecision = (decision: Decision) => decisions.push(decision);
    api = await Api.start({ ...issuer.entraApiOptions, onDecision, ...options }, [StockController], {
      platform,
    });
  };

  afterEach(async () => {
    await api.close();
    await issuer.stop();
  });

  it('to allow is told once, with caller, route, requirement and the name of the token', async () => {
    await start();
    const token = issuer.app({ roles: ['Stock.Read'], claims: { uti: 'uti-1' } });
    await api.get('/stock/SKU-1?secret=x', token);
    await api.get('/stock/SKU-2', token);
    await api.get('/stock/SKU-3', issuer.app({ roles: ['Stock.Read'], claims: { uti: 1 } }));
    const expected = {
      event: 'auth.decision',
      outcome: 'allow',
      route: 'GET /stock/:sku',
      handler: 'StockController.one',
      requirement: { kind: 'protected', application: { match: 'any', roles: ['Stock.Read'] } },
      caller: {
        kind: 'application',
        tenantId: issuer.tenantId,
        clientId: '22223333-cccc-4444-dddd-5555eeee6666',
        objectId: 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb',
        roles: ['Stock.Read'],
      },
      tokenId: 'uti-1',
      traceId: undefined,
    };
    expect(decisions).toEqual([
      { ...expected, known: false },
      { ...expected, known: true },
      { ...expected, known: false, tokenId: undefined },
    ]);
  });

  it('to refuse a bad token tells what is wrong and how to mend it, and nothing that was not verified', async () => {
    await start();
    await api.get('/stock/SKU-1', issuer.evil.otherKey.name);
    await api.get('/stock/SKU-1', issuer.evil.v1());
    await api.get('/stock/SKU-1', issuer.evil.otherAudience());
    await api.get('/stock/SKU-1', issuer.evil.claims({ oid: 'no-guid' }));
    await api.get('/stock/SKU-1', issuer.evil.claims({ ver: undefined }));
    expect(decisions).toMatchObject([
      { outcome: 'deny', code: 'AUTH_TOKEN_MALFORMED', ...undecided, received: undefined },
      {
        code: 'AUTH_TOKEN_V1',
        remedy: expect.stringContaining('requestedAccessTokenVersion'),
        received: 'ver: "1.0"',
      },
      {
        code: 'AUTH_AUDIENCE_MISMATCH',
        ...undecided,
        received: 'aud: "00000003-0000-0000-c000-000000000000"',
      },
      { code: 'AUTH_OBJECT_MISSING', received: undefined }, // may be a person's
      { code: 'AUTH_TOKEN_V1', received: 'ver: missing' },
    ]);
  });

  it.each<[claim: string, value: unknown, code: AuthErrorCode]>([
    ['ver', '1.0', 'AUTH_TOKEN_V1'],
    ['iss', 'https://sts.windows.net/', 'AUTH_ISSUER_MISMATCH'],
    ['tid', 'contoso', 'AUTH_TENANT_MISMATCH'],
    ['aud', ['an', 'other'], 'AUTH_AUDIENCE_MISMATCH'],
    ['exp', 1_700_000_000, 'AUTH_TOKEN_EXPIRED'],
    ['nbf', 4_000_000_000, 'AUTH_TOKEN_NOT_YET_VALID'],
    ['iat', 4_000_000_000, 'AUTH_TOKEN_NOT_YET_VALID'],
    ['azp', 'no-guid', 'AUTH_CLIENT_MISSING'],
    ['idtyp', 'device', 'AUTH_CALLER_KIND'],
  ])('to refuse a token for its %s says what it has instead', async (claim, value, code) => {
    await start();
    const early = { iat: 1_600_000_000, nbf: 1_600_000_000, exp: 5_000_000_000 };
    await api.get('/stock/SKU-1', issuer.evil.claims({ ...early, [claim]: value }));
    expect(decisions).toMatchObject([{ code, received: `${claim}: ${JSON.stringify(value)}` }]);
  });

  it.each([
    ['nonce', 'AUTH_ID_TOKEN'],
    ['cnf', 'AUTH_TOKEN_BOUND'],
    ['oid', 'AUTH_OBJECT_MISSING'],
  ])('to refuse a token for its %s keeps its value to itself', async (claim, code) => {
    await start();
    await api.get('/stock/SKU-1', issuer.evil.claims({ [claim]: 'personal' }));
    expect(decisions).toMatchObject([{ code, received: undefined }]);
    expect(capturedLines.join()).not.toContain('personal');
  });

  it('cuts short what a token says', async () => {
    await start();
    await api.get('/stock/SKU-1', issuer.evil.otherAudience('x'.repeat(5_000)));
    expect(decisions).toMatchObject([{ received: `aud: "${'x'.repeat(114)}` }]);
  });

  it('to refuse a known caller names it', async () => {
    await start();
    await api.get('/stock/SKU-1', issuer.app({ roles: ['Other'] }));
    await api.get('/stock/for/users', issuer.user({ scopes: ['Other'] }));
    expect(decisions).toMatchObject([
      { outcome: 'deny', code: 'AUTH_ROLE_REQUIRED', caller: { kind: 'application', roles: ['Other'] } },
      {
        outcome: 'deny',
        code: 'AUTH_SCOPE_REQUIRED',
        caller: { kind: 'user', scopes: ['Other'], roles: [] },
      },
    ]);
  });

  it('is logged, what is refused as a warning', async () => {
    await start();
    const before = capturedLines.length;
    await api.get('/stock/SKU-1', issuer.app());
    const [line] = capturedLines.slice(before).filter((text) => text.includes('auth.decision'));
    expect(line).toContain("code: 'AUTH_ROLES_MISSING'");
    expect(line).toContain('remedy:');
    expect(capturedLines.slice(before).filter((text) => text.includes('the guard failed'))).toEqual([]);
  });

  it('carries the trace it belongs to', async () => {
    await start();
    const spanContext = {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: TraceFlags.SAMPLED,
    };
    const active = trace.setSpanContext(ROOT_CONTEXT, spanContext);
    context.setGlobalContextManager(alwaysIn(active));
    await api.get('/stock/SKU-1');
    context.disable();
    expect(decisions).toMatchObject([{ traceId: spanContext.traceId }]);
  });

  it('names the pattern of the route on Express too', async () => {
    await start({}, 'express');
    await api.get('/stock/SKU-1');
    expect(decisions).toMatchObject([{ route: 'GET /stock/:sku' }]);
  });

  it('is not needed on a public route', async () => {
    await start();
    await api.get('/stock/for/everybody');
    expect(decisions).toEqual([]);
  });

  it('stands, even if who listens to it fails', async () => {
    await start({
      onDecision: () => {
        throw new Error('the audit store is full');
      },
    });
    expect((await api.get('/stock/SKU-1', issuer.app({ roles: ['Stock.Read'] }))).status).toBe(200);
    expect((await api.get('/stock/SKU-1', issuer.app())).status).toBe(403);
    expect(capturedLines.some((line) => line.includes('the audit store is full'))).toBe(true);
  });

  it('is a refusal where the guard itself fails', async () => {
    await start();
    expect((await api.get('/stock/SKU-1', issuer.app({ roles: ['Stock.Read'] }))).status).toBe(200);
    decisions.length = 0;
    clock.now = () => {
      throw new Error('no clock');
    };
    const answer = await api.get('/stock/SKU-1', issuer.key.kid);
    expect(answer).toMatchObject({
      status: 500,
      body: {
        type: 'about:blank',
        title: 'The request could not be authorized',
        status: 500,
        code: 'AUTH_INTERNAL',
      },
    });
    expect(JSON.stringify(answer)).not.toContain('no clock');
    expect(decisions).toMatchObject([{ outcome: 'deny', code: 'AUTH_INTERNAL' }]);
    // the caller is told nothing, the log everything
    expect(capturedLines.filter((line) => line.includes('no clock'))).toHaveLength(1);
  });
});
