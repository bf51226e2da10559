import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Caller,
  type CallerIdentity,
  EntraApiModule,
  Public,
  Roles,
  Scopes,
} from '../../src/protect/index.js';
import { TestIssuer } from '../../src/testing/index.js';

@Controller()
class StockController {
  @Get('stock/:sku')
  @Roles('Stock.Read')
  @Scopes('Stock.Read')
  stock(@Caller() caller: CallerIdentity) {
    return caller;
  }

  @Get('health')
  @Public()
  health() {
    return { status: 'up' };
  }
}

describe('a protected API', () => {
  let issuer: TestIssuer;
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    @Module({ imports: [EntraApiModule.forRoot(issuer.entraApiOptions)], controllers: [StockController] })
    class AppModule {}
    app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
      logger: false,
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });

  const call = (token?: string, path = '/stock/1') =>
    fetch(`${url}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });

  it('answers an application that holds the role, and tells the handler who calls', async () => {
    const response = await call(issuer.app({ roles: ['Stock.Read'] }));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ kind: 'application', roles: ['Stock.Read'] });
  });

  it('answers a user whose token has the scope', async () => {
    expect(await (await call(issuer.user({ scopes: ['Stock.Read'] }))).json()).toMatchObject({
      kind: 'user',
    });
  });

  it('answers anybody on a public route', async () => {
    expect((await call(undefined, '/health')).status).toBe(200);
  });

  it('answers 401 with a challenge where the token is missing', async () => {
    const response = await call();
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('www-authenticate')).toBe(`Bearer realm="${issuer.clientId}"`);
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'An access token is required',
      status: 401,
      code: 'AUTH_TOKEN_MISSING',
    });
  });

  it('answers 403 and names the role where it is missing', async () => {
    const response = await call(issuer.app({ roles: ['Stock.Write'] }));
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toMatch(
      /error="insufficient_scope".*scope="Stock.Read"/,
    );
  });

  it('answers 503 and when to come again where the keys cannot be had', async () => {
    issuer.server.mode = 'error';
    await issuer.rotate();
    const response = await call(issuer.app({ roles: ['Stock.Read'] }));
    issuer.server.mode = 'healthy';
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
