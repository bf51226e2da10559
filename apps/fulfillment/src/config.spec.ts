import { ConfigurationError, parseConfig } from '@nest-entra/service-kit';
import { FulfillmentConfig } from './config.js';
import { openApiOptions } from './open-api.js';

const complete = {
  DATABASE_URL: 'postgres://fulfillment:database-password@localhost/fulfillment',
  ENTRA_TENANT_ID: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
  ENTRA_CLIENT_ID: '11112222-bbbb-3333-cccc-4444dddd5555',
  ENTRA_CREDENTIAL: 'key-vault-secret',
  KEY_VAULT_URL: 'https://localhost:8444',
  KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-client-secret',
  INVENTORY_URL: 'https://localhost:3001',
  INVENTORY_SCOPE: 'api://00001111-aaaa-2222-bbbb-3333cccc4444/.default',
};

function mistakesIn(environment: Record<string, string>): string[] {
  try {
    parseConfig(FulfillmentConfig, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.message).not.toContain('database-password');
    return error.mistakes.map(({ variable }) => variable);
  }
}

it('what is missing is named, all of it at once', () => {
  expect(mistakesIn({})).toEqual(
    expect.arrayContaining(Object.keys(complete).filter((name) => !name.startsWith('KEY_'))),
  );
});

it.each([
  ['INVENTORY_URL', 'inventory'],
  ['INVENTORY_URL', 'ftp://inventory'],
  ['ORDER_DEADLINE_MS', '0'],
  ['ORDER_DEADLINE_MS', 'soon'],
  ['DOCS_CLIENT_ID', 'order-desk'],
  ['ENTRA_TENANT_ID', 'common'],
])('%s=%s is a mistake', (variable, value) => {
  expect(mistakesIn({ ...complete, [variable]: value })).toEqual([variable]);
});

it('a complete environment is enough, with the defaults of the design', () => {
  const config = parseConfig(FulfillmentConfig, complete);
  expect(config).toMatchObject({ PORT: 3000, ORDER_DEADLINE_MS: 2_000, HOST: '127.0.0.1' });
});

it('the password of the database does not show when the configuration is printed', () => {
  expect(JSON.stringify(parseConfig(FulfillmentConfig, complete))).not.toContain('database-password');
});

it('readers of the docs sign in if there is an application for it, at the address that their browser knows', () => {
  const signIn = (more: Record<string, string>) =>
    openApiOptions(parseConfig(FulfillmentConfig, { ...complete, ...more })).signIn;
  expect(signIn({})).toEqual({ kind: 'bearer' });
  expect(
    signIn({
      DOCS_CLIENT_ID: '55556666-ffff-7777-aaaa-8888bbbb9999',
      DOCS_AUTHORITY_HOST: 'http://localhost:8080',
    }),
  ).toMatchObject({
    kind: 'authorization-code',
    authorizationUrl: 'http://localhost:8080/aaaabbbb-0000-cccc-1111-dddd2222eeee/oauth2/v2.0/authorize',
    scopes: { 'api://11112222-bbbb-3333-cccc-4444dddd5555/Orders.Read': expect.any(String) },
  });
});
