import { type CanActivate, Controller, type ExecutionContext, Get, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { type ServiceCaller } from '../src/caller.js';
import { problemOf, startTestService } from './test-service.js';

@Controller()
class ThingController {
  @Get('things')
  things() {
    return [];
  }
}

/** Stands for the guard that checks tokens: refuses "bad", and leaves the caller where Passport's guards do. */
class FakeAuthentication implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context
      .switchToHttp()
      .getRequest<{ headers: { authorization?: string }; user?: ServiceCaller }>();
    const { authorization } = request.headers;
    if (authorization === 'bad') return false;
    if (authorization)
      request.user = { kind: 'application', tenantId: 't', clientId: authorization, objectId: 'o' };
    return true;
  }
}

@Module({ controllers: [ThingController], providers: [{ provide: APP_GUARD, useClass: FakeAuthentication }] })
class GuardedModule {}

const start = (environment: Record<string, string>) =>
  startTestService({ module: GuardedModule, environment: { RATE_LIMIT_PER_MINUTE: '3', ...environment } });

describe('the rate limit', () => {
  it('counts each caller by itself, and says when to come back', async () => {
    const service = await start({});
    const as = (authorization: string) => service.fetch('/things', { headers: { authorization } });

    for (let call = 1; call <= 3; call += 1) expect((await as('storefront')).status).toBe(200);
    const limited = await as('storefront');
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(limited.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await problemOf(limited)).toMatchObject({ code: 'RATE_LIMITED', status: 429 });

    expect((await as('warehouse')).status).toBe(200);
    await service.close();
  });

  it('counts those without a token by their address, whatever they claim it to be', async () => {
    const service = await start({});
    const from = (address: string) => service.fetch('/things', { headers: { 'x-forwarded-for': address } });
    const statuses = [];
    for (let call = 1; call <= 4; call += 1) statuses.push((await from(`10.0.0.${String(call)}`)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    await service.close();
  });

  it('believes a proxy that it was told to trust', async () => {
    const service = await start({ TRUST_PROXY: 'loopback' });
    const from = (address: string) => service.fetch('/things', { headers: { 'x-forwarded-for': address } });
    for (let call = 1; call <= 6; call += 1) expect((await from(`10.0.0.${String(call)}`)).status).toBe(200);
    // one subscriber holds a whole /64
    const statuses = [];
    for (let call = 1; call <= 4; call += 1)
      statuses.push((await from(`2001:db8:1:1::${String(call)}`)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    await service.close();
  });

  it('does not let a flood of refused tokens use up the limit of good callers at the same address', async () => {
    const service = await start({});
    const as = (authorization: string) => service.fetch('/things', { headers: { authorization } });
    for (let call = 1; call <= 10; call += 1) expect((await as('bad')).status).toBe(403);
    expect((await as('storefront')).status).toBe(200);
    expect((await service.fetch('/things')).status).toBe(200);
    await service.close();
  });

  it('never stands before a probe', async () => {
    const service = await start({});
    for (let call = 1; call <= 10; call += 1) expect((await service.fetch('/health/live')).status).toBe(200);
    await service.close();
  });
});
