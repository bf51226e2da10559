import { z } from 'zod';
import { entraClientEnvironment, entraClientOptions } from './entra-client.environment.js';

const schema = z.object(entraClientEnvironment);

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const clientId = '11112222-bbbb-3333-cccc-4444dddd5555';
const ids = { ENTRA_TENANT_ID: tenantId, ENTRA_CLIENT_ID: clientId };
const vault = { KEY_VAULT_URL: 'https://v.vault.azure.net', KEY_VAULT_CREDENTIAL_NAME: 'name' };

const optionsOf = (variables: Record<string, string>) =>
  entraClientOptions(schema.parse({ ...ids, ...variables }));

describe("the environment of an application that is Entra's client", () => {
  it.each([
    ['key-vault-secret', vault, { kind: 'key-vault-secret', vaultUrl: vault.KEY_VAULT_URL, name: 'name' }],
    [
      'key-vault-certificate',
      vault,
      { kind: 'key-vault-certificate', vaultUrl: vault.KEY_VAULT_URL, name: 'name' },
    ],
    [
      'workload-identity',
      { AZURE_FEDERATED_TOKEN_FILE: '/var/run/token' },
      { kind: 'workload-identity', tokenFile: '/var/run/token' },
    ],
  ])('makes a credential of %s', (source, variables, credential) => {
    expect(optionsOf({ ENTRA_CREDENTIAL: source, ...variables })).toEqual({
      tenantId,
      clientId,
      authorityHost: undefined,
      issuer: undefined,
      credential: [credential],
    });
  });

  it('passes authority and issuer on, and takes an empty variable for an absent one', () => {
    const variables = { ENTRA_CREDENTIAL: 'key-vault-secret', ...vault };
    expect(
      optionsOf({ ...variables, ENTRA_AUTHORITY_HOST: 'https://localhost:8443', ENTRA_ISSUER: ' ' }),
    ).toMatchObject({ authorityHost: 'https://localhost:8443', issuer: undefined });
  });

  it('keeps several sources in their order', () => {
    const variables = { ...vault, AZURE_FEDERATED_TOKEN_FILE: '/t' };
    expect(
      optionsOf({ ENTRA_CREDENTIAL: 'workload-identity, key-vault-secret', ...variables }).credential,
    ).toMatchObject([{ kind: 'workload-identity' }, { kind: 'key-vault-secret' }]);
  });

  it('wraps a client secret at once', () => {
    const options = optionsOf({ ENTRA_CREDENTIAL: 'client-secret', ENTRA_CLIENT_SECRET: 'hunter2' });
    expect(options.credential).toMatchObject([{ kind: 'client-secret' }]);
    expect(JSON.stringify(options)).not.toContain('hunter2');
  });

  it.each([
    ['key-vault-secret', {}, 'KEY_VAULT_URL'],
    ['key-vault-certificate', { KEY_VAULT_URL: vault.KEY_VAULT_URL }, 'KEY_VAULT_CREDENTIAL_NAME'],
    ['workload-identity', {}, 'AZURE_FEDERATED_TOKEN_FILE'],
    ['client-secret', {}, 'ENTRA_CLIENT_SECRET'],
  ])('says what %s lacks', (source, variables, missing) => {
    expect(() => optionsOf({ ENTRA_CREDENTIAL: source, ...variables })).toThrow(
      `AUTH_CONFIG_CREDENTIAL: ENTRA_CREDENTIAL=${source} needs ${missing}`,
    );
  });

  it.each(['', 'password', 'key-vault-secret,'])("knows no source '%s'", (source) => {
    expect(schema.safeParse({ ...ids, ENTRA_CREDENTIAL: source, ...vault }).error?.issues[0]?.path[0]).toBe(
      'ENTRA_CREDENTIAL',
    );
  });

  it.each(['common', 'contoso.onmicrosoft.com'])("takes no tenant '%s'", (tenant) => {
    expect(
      schema.safeParse({ ...ids, ENTRA_TENANT_ID: tenant, ENTRA_CREDENTIAL: 'key-vault-secret' }).success,
    ).toBe(false);
  });

  describe('in production', () => {
    const { NODE_ENV } = process.env;
    beforeEach(() => void (process.env['NODE_ENV'] = 'production'));
    afterEach(() => void (process.env['NODE_ENV'] = NODE_ENV));

    it('holds no client secret', () => {
      const variables = { ENTRA_CREDENTIAL: 'client-secret', ENTRA_CLIENT_SECRET: 'hunter2' };
      expect(() => optionsOf(variables)).toThrow(/AUTH_CONFIG_CREDENTIAL.*for development/);
    });
  });
});
