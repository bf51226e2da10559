import { ConfidentialClientApplication, type Configuration, ServerError } from '@azure/msal-node';
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

  const client = (clientId: string, credential: Partial<Configuration['auth']>) =>
    new ConfidentialClientApplication({
      auth: {
        clientId,
        authority: issuer.authority,
        knownAuthorities: [new URL(issuer.issuerUrl).host],
        ...credential,
      },
    });

  it('gets an app-only token with a client secret', async () => {
    const storefront = client(clientIds.storefront, { clientSecret: issuer.secretOf('storefront') });
    const result = await storefront.acquireTokenByClientCredential({ scopes: [fulfillmentScope] });
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      aud: clientIds.fulfillment,
      azp: clientIds.storefront,
      azpacr: '1',
      roles: ['Orders.Read.All', 'Orders.Write.All'],
      idtyp: 'app',
      ver: '2.0',
    });
  });

  it('gets a token with a certificate (PS256, x5t#S256), again and again with one assertion', async () => {
    const [certificate] = issuer.state.credentials.certificatesOf('fulfillment');
    const fulfillment = client(clientIds.fulfillment, {
      clientCertificate: {
        thumbprintSha256: Buffer.from(certificate?.sha256Thumbprint ?? '', 'base64url').toString('hex'),
        privateKey: String(certificate?.privateKey.export({ type: 'pkcs8', format: 'pem' })),
        x5c: certificate?.certificatePem ?? '',
      },
    });
    for (const scope of [inventoryScope, fulfillmentScope]) {
      const result = await fulfillment.acquireTokenByClientCredential({ scopes: [scope] });
      expect(decodeJwt(result?.accessToken ?? '')['azpacr']).toBe('2');
    }
  });

  it('gets a token with the assertion of a federated workload', async () => {
    const fulfillment = client(clientIds.fulfillment, {
      clientAssertion: () =>
        issuer.state.workload.sign({
          subject: 'system:serviceaccount:shop:fulfillment',
          audience: 'api://AzureADTokenExchange',
          expiresInSeconds: 600,
        }),
    });
    const result = await fulfillment.acquireTokenByClientCredential({ scopes: [inventoryScope] });
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      azp: clientIds.fulfillment,
      roles: ['Inventory.Read', 'Inventory.Reserve'],
    });
  });

  it.each([
    ['a wrong secret', () => client(clientIds.storefront, { clientSecret: 'wrong' }), 7000215, 401],
    [
      'an unknown client',
      () => client('99999999-aaaa-2222-bbbb-3333cccc4444', { clientSecret: 'x' }),
      700016,
      400,
    ],
  ])('shows the AADSTS number of %s', async (_name, application, errorNo, status) => {
    const refused = application().acquireTokenByClientCredential({ scopes: [inventoryScope] });
    await expect(refused).rejects.toBeInstanceOf(ServerError);
    await expect(refused).rejects.toMatchObject({ errorNo, status });
  });

  it('shows an expired secret as 7000222', async () => {
    const expired = issuer.state.credentials.addSecret('stranger', { displayName: 'old', expiresInDays: -1 });
    const refused = client(clientIds.stranger, {
      clientSecret: expired.value,
    }).acquireTokenByClientCredential({
      scopes: [inventoryScope],
    });
    await expect(refused).rejects.toMatchObject({ errorNo: 7000222, errorCode: 'invalid_client' });
  });
});
