import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { identityHeader, type IssuerUnderTest, startIssuer } from '../issuer-under-test.js';
import { officer, vaultOfficerDirectory } from '../vault-officer-directory.js';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('the Key Vault SDK takes the mock for a vault', () => {
  let issuer: IssuerUnderTest;
  let service: SecretClient;
  let operator: SecretClient;
  beforeAll(async () => {
    issuer = await startIssuer({ MOCK_DIRECTORY_FILE: vaultOfficerDirectory() });
    process.env['IDENTITY_ENDPOINT'] = `${issuer.httpUrl}/msi/token`;
    process.env['IDENTITY_HEADER'] = identityHeader;
    const options = { disableChallengeResourceVerification: true };
    service = new SecretClient(issuer.vaultUrl, new ManagedIdentityCredential(), options);
    operator = new SecretClient(issuer.vaultUrl, new ManagedIdentityCredential(officer.clientId), options);
  });
  afterAll(async () => {
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    await issuer.close();
  });

  it('reads a secret with a managed identity, by way of the 401 challenge', async () => {
    const secret = await service.getSecret('fulfillment-client-secret');
    expect(secret.value).toBe(issuer.secretOf('fulfillment'));
    expect(secret.properties.expiresOn?.getTime()).toBeGreaterThan(Date.now());
  });

  it('reads a certificate as the secret that holds its key', async () => {
    const secret = await service.getSecret('fulfillment-certificate');
    expect(secret.properties.contentType).toBe('application/x-pem-file');
    const certificate = new X509Certificate(secret.value ?? '');
    expect(certificate.checkPrivateKey(createPrivateKey(secret.value ?? ''))).toBe(true);
  });

  it('keeps certificates as PKCS#12 as well, without a password', async () => {
    const secret = await operator.getSecret('fulfillment-pkcs12');
    expect(secret.properties.contentType).toBe('application/x-pkcs12');
    // OpenSSL reads it, and would refuse a key that does not belong to its certificate
    expect(() =>
      createSecureContext({ pfx: Buffer.from(secret.value ?? '', 'base64'), passphrase: '' }),
    ).not.toThrow();
  });

  it('refuses an identity what its role does not name: another secret, the list, a change', async () => {
    const forbidden = { statusCode: 403, code: 'Forbidden' };
    await expect(service.getSecret('database-password')).rejects.toMatchObject(forbidden);
    await expect(collect(service.listPropertiesOfSecrets())).rejects.toMatchObject(forbidden);
    await expect(service.setSecret('fulfillment-client-secret', 'mine')).rejects.toMatchObject(forbidden);
  });

  it('keeps versions: the newest by name, each by its own id', async () => {
    const first = await operator.setSecret('database-password', 'one', { tags: { of: 'test' } });
    const second = await operator.setSecret('database-password', 'two', { contentType: 'text/plain' });
    expect(await operator.getSecret('database-password')).toMatchObject({ value: 'two' });
    const old = await operator.getSecret('database-password', { version: first.properties.version ?? '' });
    expect(old).toMatchObject({ value: 'one', properties: { tags: { of: 'test' } } });
    const versions = await collect(operator.listPropertiesOfSecretVersions('database-password'));
    expect(versions.map(({ version }) => version)).toEqual([
      first.properties.version,
      second.properties.version,
    ]);
  });

  it('pages through a long list', async () => {
    for (let index = 0; index < 30; index += 1) await operator.setSecret(`many-${index}`, 'x');
    const names = (await collect(operator.listPropertiesOfSecrets())).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('many-'))).toHaveLength(30);
  });

  it('deletes softly: the name stays taken until it is purged or recovered', async () => {
    await operator.setSecret('short-lived', 'x');
    const poller = await operator.beginDeleteSecret('short-lived');
    await poller.pollUntilDone();
    await expect(operator.getSecret('short-lived')).rejects.toMatchObject({
      statusCode: 404,
      code: 'SecretNotFound',
    });
    await expect(operator.setSecret('short-lived', 'y')).rejects.toMatchObject({ statusCode: 409 });
    await (await operator.beginRecoverDeletedSecret('short-lived')).pollUntilDone();
    expect(await operator.getSecret('short-lived')).toMatchObject({ value: 'x' });
    await (await operator.beginDeleteSecret('short-lived')).pollUntilDone();
    await operator.purgeDeletedSecret('short-lived');
    expect(await operator.setSecret('short-lived', 'z')).toMatchObject({ value: 'z' });
  });

  it('refuses a disabled secret', async () => {
    await operator.setSecret('switched-off', 'x', { enabled: false });
    await expect(operator.getSecret('switched-off')).rejects.toMatchObject({ statusCode: 403 });
  });
});
