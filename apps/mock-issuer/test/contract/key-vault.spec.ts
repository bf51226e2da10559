import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { identityHeader, type IssuerUnderTest, startIssuer } from '../issuer-under-test.js';

describe('the Key Vault SDK takes the mock for a vault', () => {
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

  it('reads a secret with a managed identity, by way of the 401 challenge', async () => {
    const vault = new SecretClient(issuer.vaultUrl, new ManagedIdentityCredential(), {
      disableChallengeResourceVerification: true,
    });
    const secret = await vault.getSecret('fulfillment-client-secret');
    expect(secret.value).toBe(issuer.secretOf('fulfillment'));
    expect(secret.properties.expiresOn?.getTime()).toBeGreaterThan(Date.now());
  });
});
