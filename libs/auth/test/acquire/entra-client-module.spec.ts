import { Inject, Injectable, Module, type DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  type ApiClient,
  clientSecret,
  EntraClientModule,
  type EntraClientOptions,
  EntraTokenHealth,
  InjectApi,
  keyVaultSecret,
  TokenProvider,
} from '../../src/acquire/index.js';
import { capturing } from './captured-logs.js';
import { startClient } from './client-application.js';
import { clientId, LocalEntra, newSecret, scope, tenantId } from './local-entra.js';
import { LocalServer } from './local-server.js';

@Injectable()
class Orders {
  constructor(
    @InjectApi('inventory') readonly inventory: ApiClient,
    @InjectApi('billing') readonly billing: ApiClient,
    @Inject(TokenProvider) readonly tokens: TokenProvider,
  ) {}
}

describe('the module of an application that is a client of Entra', () => {
  let entra: LocalEntra;
  let api: LocalServer;

  beforeEach(async () => {
    entra = await LocalEntra.start();
    const value = newSecret();
    entra.clientSecrets.add(value);
    entra.store('the-secret', { value });
    api = await LocalServer.https(({ headers }) => ({ status: headers.authorization ? 200 : 401, body: {} }));
  });

  const options = (): EntraClientOptions => ({
    tenantId,
    clientId,
    authorityHost: entra.origin,
    credential: keyVaultSecret({ vaultUrl: entra.origin, name: 'the-secret' }),
  });

  async function start(...imports: DynamicModule[]) {
    const billing = EntraClientModule.forApi('billing', { baseUrl: `${api.origin}/billing`, scope });
    @Module({ imports: [...imports, billing], providers: [Orders] })
    class OrdersModule {}
    const app = await Test.createTestingModule({ imports: [OrdersModule] })
      .setLogger(capturing)
      .compile();
    return await app.init();
  }

  it('gives a client per API that carries a token, got by a secret from Key Vault', async () => {
    const app = await start(
      EntraClientModule.forRoot(options()),
      EntraClientModule.forApi('inventory', { baseUrl: api.origin, scope }),
    );
    const { inventory, billing } = app.get(Orders);
    await expect(inventory.request({ method: 'GET', path: '/' })).resolves.toMatchObject({ status: 200 });
    await expect(billing.request({ method: 'GET', path: '/' })).resolves.toMatchObject({ status: 200 });
    expect(api.received.map(({ url }) => url.pathname)).toEqual(['/', '/billing/']);
    expect(entra.tokenRequests).toHaveLength(1);
    await app.close();
  });

  it('takes its options from other providers', async () => {
    @Module({ providers: [{ provide: 'CONFIG', useFactory: () => options() }], exports: ['CONFIG'] })
    class ConfigModule {}
    const app = await start(
      EntraClientModule.forRootAsync({
        imports: [ConfigModule],
        inject: ['CONFIG'],
        useFactory: (config: EntraClientOptions) => config,
      }),
      EntraClientModule.forApiAsync('inventory', {
        imports: [ConfigModule],
        inject: ['CONFIG'],
        useFactory: () => ({ baseUrl: api.origin, scope }),
      }),
    );
    await expect(app.get(Orders).tokens.getToken(scope)).resolves.toBeDefined();
    await app.close();
  });

  it('asks the vault once and the issuer once for 1,000 cold callers', async () => {
    const { tokens } = await startClient(entra, { credential: options().credential });
    await Promise.all(Array.from({ length: 1_000 }, () => tokens.getToken(scope)));
    expect(entra.tokenRequests).toHaveLength(1);
    expect(entra.vaultReads).toBe(1);
  });

  it('is healthy before anybody asked for a token, and says which credential it uses', async () => {
    const { health } = await startClient(entra, { credential: options().credential });
    expect(health.name).toBe('credential');
    await expect(health.check()).resolves.toEqual({
      status: 'up',
      source: expect.stringMatching(/^the secret 'the-secret' in localhost:\d+$/),
      expiresAt: undefined,
      failing: {},
    });
  });

  it('is down before it has a credential', async () => {
    const app = await Test.createTestingModule({ imports: [EntraClientModule.forRoot(options())] }).compile();
    await expect(app.get(EntraTokenHealth).check()).resolves.toMatchObject({
      status: 'down',
      source: undefined,
    });
    await app.close();
  });

  it('shares nothing with another application in the same process', async () => {
    const [one, other] = await Promise.all([startClient(entra), startClient(entra)]);
    const [token, otherToken] = [await one.tokens.getToken(scope), await other.tokens.getToken(scope)];
    expect(token.reveal()).not.toBe(otherToken.reveal());
    await one.close();
    await expect(other.tokens.getToken('api://x/.default')).resolves.toBeDefined();
  });

  it.each([
    ['a client id that is no GUID', { clientId: 'fulfillment' }, 'AUTH_CONFIG_CLIENT_ID'],
    ['the tenant "common"', { tenantId: 'common' }, 'AUTH_CONFIG_TENANT'],
  ])('refuses %s', async (_what, wrong, code) => {
    await expect(startClient(entra, { credential: clientSecret('x'), ...wrong })).rejects.toMatchObject({
      code,
    });
  });
});
