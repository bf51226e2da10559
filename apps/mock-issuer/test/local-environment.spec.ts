import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { control } from './control-client.js';
import {
  clientIds,
  controlToken,
  fulfillmentScope,
  type IssuerUnderTest,
  startIssuer,
  tenantId,
} from './issuer-under-test.js';

describe('the file of shell variables', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'local-env-')), 'made', 'local.env');
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer({ LOCAL_ENV_FILE: file });
  });
  afterAll(() => issuer.close());

  const variables = () => parseEnv(readFileSync(file, 'utf8'));

  it('holds what people and scripts need, for its owner only', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(variables()).toMatchObject({
      ISSUER_URL: issuer.issuerUrl,
      ISSUER_HTTP_URL: issuer.httpUrl,
      CONTROL_URL: `${issuer.httpUrl}/control`,
      CONTROL_TOKEN: controlToken,
      VAULT_URL: issuer.vaultUrl,
      TENANT_ID: tenantId,
      FULFILLMENT_URL: 'http://localhost:3000',
      FULFILLMENT_SCOPE: fulfillmentScope,
      INVENTORY_URL: 'https://localhost:3001',
      STOREFRONT_CLIENT_ID: clientIds.storefront,
      STOREFRONT_CLIENT_SECRET: issuer.secretOf('storefront'),
      WAREHOUSE_CLIENT_SECRET: issuer.secretOf('warehouse'),
      STRANGER_CLIENT_SECRET: issuer.secretOf('stranger'),
    });
  });

  it('leaves out the secrets that live in the vault', () => {
    expect(variables()).not.toHaveProperty('FULFILLMENT_CLIENT_SECRET');
    expect(readFileSync(file, 'utf8')).not.toContain(issuer.secretOf('fulfillment'));
  });

  it('follows a roll', async () => {
    const { body } = await control(issuer, 'credentials/roll', { app: 'storefront', old: 'remove' });
    expect(variables()['STOREFRONT_CLIENT_SECRET']).toBe(body['value']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
