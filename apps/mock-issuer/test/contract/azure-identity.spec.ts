import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientSecretCredential, DefaultAzureCredential, WorkloadIdentityCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import {
  clientIds,
  identityHeader,
  inventoryScope,
  type IssuerUnderTest,
  startIssuer,
  tenantId,
} from '../issuer-under-test.js';

describe('@azure/identity takes the mock for Entra and for the host of a managed identity', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer();
    process.env['IDENTITY_ENDPOINT'] = `${issuer.httpUrl}/msi/token`;
    process.env['IDENTITY_HEADER'] = identityHeader;
  });
  afterAll(async () => {
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    await issuer.close();
  });

  // the only options: no environment variable turns instance discovery off
  const options = () => ({ authorityHost: issuer.issuerUrl, disableInstanceDiscovery: true });

  it("DefaultAzureCredential gets the managed identity's token, a v1.0 one as Key Vault has them", async () => {
    const { token } = await new DefaultAzureCredential().getToken('https://vault.azure.net/.default');
    expect(decodeJwt(token)).toMatchObject({
      aud: 'https://vault.azure.net',
      iss: `https://sts.windows.net/${tenantId}/`,
      appidacr: '2',
      idtyp: 'app',
      ver: '1.0',
    });
  });

  it('ClientSecretCredential gets a token', async () => {
    const credential = new ClientSecretCredential(
      tenantId,
      clientIds.warehouse,
      issuer.secretOf('warehouse'),
      options(),
    );
    const { token } = await credential.getToken(inventoryScope);
    expect(decodeJwt(token)).toMatchObject({
      azp: clientIds.warehouse,
      roles: ['Inventory.Read', 'Inventory.Manage'],
    });
  });

  it('WorkloadIdentityCredential exchanges a projected service-account token', async () => {
    const tokenFilePath = join(mkdtempSync(join(tmpdir(), 'workload-')), 'token');
    const assertion = await issuer.state.workload.sign({
      subject: 'system:serviceaccount:shop:fulfillment',
      audience: 'api://AzureADTokenExchange',
      expiresInSeconds: 600,
    });
    writeFileSync(tokenFilePath, assertion, { mode: 0o600 });
    const credential = new WorkloadIdentityCredential({
      ...options(),
      tenantId,
      clientId: clientIds.fulfillment,
      tokenFilePath,
    });
    const { token } = await credential.getToken(inventoryScope);
    expect(decodeJwt(token)['azp']).toBe(clientIds.fulfillment);
  });

  it('shows why a client secret is refused', async () => {
    const credential = new ClientSecretCredential(tenantId, clientIds.warehouse, 'wrong', options());
    await expect(credential.getToken(inventoryScope)).rejects.toThrow('AADSTS7000215');
  });
});
