import { ConfidentialClientApplication, ServerError } from '@azure/msal-node';
import { decodeJwt } from 'jose';
import {
  clientIds,
  fulfillmentScope,
  type IssuerUnderTest,
  inventoryScope,
  startIssuer,
} from '../issuer-under-test.js';

describe('msal-node takes the mock for Entra', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.close());

  const client = (clientSecret: string) =>
    new ConfidentialClientApplication({
      auth: {
        clientId: clientIds.storefront,
        authority: issuer.authority,
        knownAuthorities: [new URL(issuer.issuerUrl).host],
        clientSecret,
      },
    });

  it('gets an app-only token with a client secret', async () => {
    const result = await client(issuer.secretOf('storefront')).acquireTokenByClientCredential({
      scopes: [fulfillmentScope],
    });
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      aud: clientIds.fulfillment,
      azp: clientIds.storefront,
      azpacr: '1',
      roles: ['Orders.Read.All', 'Orders.Write.All'],
      idtyp: 'app',
      ver: '2.0',
    });
  });

  it('shows the AADSTS number of a wrong secret', async () => {
    const refused = client('wrong').acquireTokenByClientCredential({ scopes: [inventoryScope] });
    await expect(refused).rejects.toBeInstanceOf(ServerError);
    await expect(refused).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorNo: 7000215,
      status: 401,
    });
  });
});
