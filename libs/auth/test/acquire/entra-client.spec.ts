import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  ApiClient,
  EntraClientModule,
  EntraTokenHealth,
  InjectApi,
  keyVaultSecret,
  TokenProvider,
} from '../../src/acquire/index.js';
import { clientId, LocalEntra, newSecret, scope, tenantId } from './local-entra.js';
import { LocalServer } from './local-server.js';

class Orders {
  constructor(@InjectApi('inventory') readonly inventory: ApiClient) {}
}

describe('an application that is a client of Entra', () => {
  let entra: LocalEntra;
  let api: LocalServer;

  beforeEach(async () => {
    entra = await LocalEntra.start();
    const secret = newSecret();
    entra.clientSecrets.add(secret);
    entra.store('the-secret', { value: secret });
    api = await LocalServer.https(({ headers }) => ({
      status: headers.authorization?.startsWith('Bearer ') ? 200 : 401,
      body: { hello: 'world' },
    }));
  });

  async function start() {
    @Module({
      imports: [
        EntraClientModule.forRoot({
          tenantId,
          clientId,
          authorityHost: entra.origin,
          credential: keyVaultSecret({ vaultUrl: entra.origin, name: 'the-secret' }),
        }),
        EntraClientModule.forApi('inventory', { baseUrl: api.origin, scope }),
      ],
      providers: [Orders],
    })
    class App {}
    const app = await Test.createTestingModule({ imports: [App] }).compile();
    await app.init();
    return app;
  }

  it('calls another API with a token it got by a secret from Key Vault', async () => {
    const app = await start();
    const { inventory } = app.get(Orders);
    await expect(inventory.request({ method: 'GET', path: '/stock' })).resolves.toMatchObject({
      status: 200,
      body: { hello: 'world' },
    });
    await expect(app.get(EntraTokenHealth).check()).resolves.toMatchObject({ status: 'up' });
    await app.close();
  });

  it('asks the vault once and the issuer once for 1,000 cold callers', async () => {
    const app = await start();
    const tokens = app.get(TokenProvider);
    await Promise.all(Array.from({ length: 1_000 }, () => tokens.getToken(scope)));
    expect(entra.tokenRequests).toHaveLength(1);
    expect(entra.vaultReads).toBe(1);
    await app.close();
  });
});
