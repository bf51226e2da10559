import { type Environment } from './diagnosis.js';
import { type MockIssuerProcess } from './mock-issuer-process.js';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
export const inventoryId = '00001111-aaaa-2222-bbbb-3333cccc4444';
export const fulfillmentId = '11112222-bbbb-3333-cccc-4444dddd5555';
export const keyVaultId = 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093';
export const unknownId = '99990000-aaaa-2222-bbbb-3333cccc4444';

/** Of a service that only protects. */
export const inventory = (mock: MockIssuerProcess) => ({
  ENTRA_TENANT_ID: tenantId,
  ENTRA_CLIENT_ID: inventoryId,
  ENTRA_AUTHORITY_HOST: mock.origin,
  NODE_EXTRA_CA_CERTS: mock.caFile,
});

/** Of a service that calls Inventory, with its secret in the vault. */
export const fulfillment = (mock: MockIssuerProcess) => ({
  ...inventory(mock),
  ENTRA_CLIENT_ID: fulfillmentId,
  ENTRA_CREDENTIAL: 'key-vault-secret',
  KEY_VAULT_URL: mock.vaultUrl,
  KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-client-secret',
  IDENTITY_ENDPOINT: `${mock.httpUrl}/msi/token`,
  IDENTITY_HEADER: mock.identityHeader,
  INVENTORY_SCOPE: `api://${inventoryId}/.default`,
});

/** A set-up with one thing wrong, and what the doctor has to call it. */
export interface BrokenSetup {
  readonly broken: string;
  readonly step: string;
  readonly code: string;
  /** What the cause must say. */
  readonly says: RegExp;
  /** Variables that differ from Fulfillment's; `undefined` takes one away. */
  readonly environment?: (mock: MockIssuerProcess) => Environment;
  /** Node reads its CAs at its start; the Azure SDKs keep an identity's token for the life of a process. */
  readonly needsProcess?: true;
  readonly args?: readonly string[];
  /** What is done to the authority first. */
  readonly control?: readonly (readonly [path: string, body: object])[];
}

const revoke = (role: string) =>
  ['roles/revoke', { principal: 'fulfillment', resource: 'inventory', role }] as const;

/** A port that was free a moment ago would do; that of tcpmux is never used here. */
const CLOSED_PORT = 'https://localhost:1';

export const brokenSetups: readonly BrokenSetup[] = [
  {
    broken: 'no tenant id',
    environment: () => ({ ENTRA_TENANT_ID: undefined }),
    step: 'configuration',
    code: 'AUTH_CONFIG_TENANT',
    says: /ENTRA_TENANT_ID is not set/,
  },
  {
    broken: 'the tenant "common"',
    environment: () => ({ ENTRA_TENANT_ID: 'common' }),
    step: 'configuration',
    code: 'AUTH_CONFIG_TENANT',
    says: /must be a GUID, not 'common'/,
  },
  {
    broken: 'a client id that is none',
    environment: () => ({ ENTRA_CLIENT_ID: 'fulfillment' }),
    step: 'configuration',
    code: 'AUTH_CONFIG_CLIENT_ID',
    says: /ENTRA_CLIENT_ID is malformed/,
  },
  {
    broken: 'an authority without TLS',
    environment: () => ({ ENTRA_AUTHORITY_HOST: 'http://login.example' }),
    step: 'configuration',
    code: 'AUTH_CONFIG_AUTHORITY',
    says: /must be an https address/,
  },
  {
    broken: 'a vault whose credential is not named',
    environment: () => ({ KEY_VAULT_CREDENTIAL_NAME: undefined }),
    step: 'configuration',
    code: 'AUTH_CONFIG_CREDENTIAL',
    says: /needs KEY_VAULT_CREDENTIAL_NAME/,
  },
  {
    broken: 'a secret without ENTRA_CREDENTIAL',
    environment: () => ({ ENTRA_CREDENTIAL: undefined }),
    step: 'configuration',
    code: 'AUTH_CONFIG_CREDENTIAL',
    says: /ENTRA_CREDENTIAL is not set/,
  },
  {
    broken: 'an API to call and two scopes to choose from',
    environment: () => ({ SHIPPING_SCOPE: `api://${unknownId}/.default` }),
    args: ['--api', 'https://localhost:1/stock'],
    step: 'configuration',
    code: 'AUTH_CONFIG_API',
    says: /takes the token of one scope, and there are 2/,
  },
  {
    broken: 'an authority whose name does not resolve',
    environment: () => ({ ENTRA_AUTHORITY_HOST: 'https://authority.invalid' }),
    step: 'name',
    code: 'AUTHORITY_NAME_NOT_FOUND',
    says: /authority\.invalid does not resolve \((ENOTFOUND|EAI_AGAIN)\)/,
  },
  {
    broken: 'an authority at a closed port',
    environment: () => ({ ENTRA_AUTHORITY_HOST: CLOSED_PORT }),
    step: 'connection',
    code: 'AUTHORITY_REFUSED',
    says: /ECONNREFUSED/,
  },
  {
    broken: 'a CA that is not trusted',
    needsProcess: true,
    environment: () => ({ NODE_EXTRA_CA_CERTS: undefined }),
    step: 'connection',
    code: 'AUTHORITY_NOT_TRUSTED',
    says: /NODE_EXTRA_CA_CERTS is not set/,
  },
  {
    broken: 'a CA file that does not exist',
    needsProcess: true,
    environment: () => ({ NODE_EXTRA_CA_CERTS: '/no/such/ca.pem' }),
    step: 'connection',
    code: 'AUTHORITY_NOT_TRUSTED',
    says: /\/no\/such\/ca\.pem, which cannot be read/,
  },
  {
    broken: 'a tenant that the authority does not know',
    environment: () => ({ ENTRA_TENANT_ID: 'bbbbcccc-1111-dddd-2222-eeee3333ffff' }),
    step: 'tenant and issuer',
    code: 'AUTHORITY_TENANT_UNKNOWN',
    says: /AADSTS90002/,
  },
  {
    broken: 'an issuer that is not the authority’s',
    environment: () => ({ ENTRA_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0' }),
    step: 'tenant and issuer',
    code: 'AUTHORITY_ISSUER_MISMATCH',
    says: /expected is https:\/\/login\.microsoftonline\.com/,
  },
  {
    broken: 'the issuer of v1 tokens',
    environment: () => ({ ENTRA_ISSUER: 'https://sts.windows.net/{tenantid}/' }),
    step: 'tenant and issuer',
    code: 'AUTHORITY_ISSUER_MISMATCH',
    says: /expected is https:\/\/sts\.windows\.net/,
  },
  {
    broken: 'a discovery document that is none',
    control: [['faults', { endpoint: 'discovery', effect: { kind: 'status', status: 502, text: 'proxy' } }]],
    step: 'tenant and issuer',
    code: 'AUTHORITY_ANSWER_UNEXPECTED',
    says: /answers 502/,
  },
  {
    broken: 'a clock that is an hour behind',
    control: [['clock', { offsetSeconds: 3_600 }]],
    step: 'clock',
    code: 'DOCTOR_CLOCK_SKEW',
    says: /36\d\d s behind|3599 s behind/,
  },
  {
    broken: 'signing keys that cannot be fetched',
    control: [['faults', { endpoint: 'keys', effect: { kind: 'status', status: 503 } }]],
    step: 'signing keys',
    code: 'AUTH_KEYS_UNAVAILABLE',
    says: /discovery\/v2\.0\/keys: status 503/,
  },
  {
    broken: 'a vault at a closed port',
    environment: () => ({ KEY_VAULT_URL: CLOSED_PORT }),
    step: 'vault',
    code: 'CREDENTIAL_SOURCE_UNAVAILABLE',
    says: /no connection \(ECONNREFUSED\)/,
  },
  {
    broken: 'a vault that fails',
    control: [['faults', { endpoint: 'vault', effect: { kind: 'status', status: 503 } }]],
    step: 'credential',
    code: 'CREDENTIAL_SOURCE_UNAVAILABLE',
    says: /Key Vault answers 503/,
  },
  {
    broken: 'a managed identity that its host refuses',
    needsProcess: true,
    environment: () => ({ IDENTITY_HEADER: 'not-the-header-of-this-host' }),
    step: 'credential',
    code: 'CREDENTIAL_ACCESS_DENIED',
    says: /no identity to show to the vault: the identity endpoint of its host gives it none/,
  },
  {
    broken: 'no managed identity at all',
    environment: () => ({
      IDENTITY_ENDPOINT: undefined,
      IDENTITY_HEADER: undefined,
      AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
    }),
    step: 'credential',
    code: 'CREDENTIAL_ACCESS_DENIED',
    says: /IDENTITY_ENDPOINT is not set/,
  },
  {
    broken: 'a vault secret that the identity may not read',
    environment: () => ({ KEY_VAULT_CREDENTIAL_NAME: 'somebody-elses-secret' }),
    step: 'credential',
    code: 'CREDENTIAL_ACCESS_DENIED',
    says: /403 \(ForbiddenByRbac\)/,
  },
  {
    broken: 'a vault secret that does not exist',
    control: [['vault/delete', { name: 'fulfillment-client-secret' }]],
    step: 'credential',
    code: 'CREDENTIAL_NOT_FOUND',
    says: /404 \(SecretNotFound\)/,
  },
  {
    broken: 'a vault secret that is disabled',
    control: [['vault/disable', { name: 'fulfillment-client-secret' }]],
    step: 'credential',
    code: 'CREDENTIAL_ACCESS_DENIED',
    says: /403 \(SecretDisabled\)/,
  },
  {
    broken: 'a secret where a certificate is expected',
    environment: () => ({ ENTRA_CREDENTIAL: 'key-vault-certificate' }),
    step: 'credential',
    code: 'CREDENTIAL_CERTIFICATE_INVALID',
    says: /no readable private key/,
  },
  {
    broken: 'a certificate that has expired',
    environment: () => ({
      ENTRA_CREDENTIAL: 'key-vault-certificate',
      KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-certificate',
    }),
    control: [['credentials/roll', { app: 'fulfillment', kind: 'certificate', expiresInDays: -1 }]],
    step: 'credential',
    code: 'CREDENTIAL_EXPIRED',
    says: /expired on/,
  },
  {
    broken: 'a list of sources of which none is usable',
    environment: () => ({
      ENTRA_CREDENTIAL: 'workload-identity,key-vault-secret',
      AZURE_FEDERATED_TOKEN_FILE: '/no/such/token',
      KEY_VAULT_URL: CLOSED_PORT,
    }),
    step: 'credential',
    code: 'CREDENTIAL_NONE_USABLE',
    says: /no\/such\/token does not exist.*cannot be read at the moment/s,
  },
  {
    broken: 'a federated token that is not there',
    environment: () => ({
      ENTRA_CREDENTIAL: 'workload-identity',
      AZURE_FEDERATED_TOKEN_FILE: '/no/such/token',
    }),
    step: 'credential',
    code: 'CREDENTIAL_NOT_FOUND',
    says: /\/no\/such\/token does not exist/,
  },
  {
    broken: 'a wrong client secret',
    environment: () => ({ ENTRA_CREDENTIAL: 'client-secret', ENTRA_CLIENT_SECRET: 'the-id-of-the-secret' }),
    step: 'token',
    code: 'TOKEN_CREDENTIAL_REFUSED',
    says: /AADSTS7000215/,
  },
  {
    broken: 'a client secret that has expired',
    control: [['credentials/expire', { app: 'fulfillment', kind: 'secret' }]],
    step: 'token',
    code: 'TOKEN_CREDENTIAL_REFUSED',
    says: /AADSTS7000222/,
  },
  {
    broken: 'a certificate that is not registered',
    environment: () => ({
      ENTRA_CREDENTIAL: 'key-vault-certificate',
      KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-certificate',
    }),
    control: [['credentials/remove', { app: 'fulfillment', kind: 'certificate' }]],
    step: 'token',
    code: 'TOKEN_CREDENTIAL_REFUSED',
    says: /AADSTS700027/,
  },
  {
    broken: 'a client id that the tenant does not know',
    environment: () => ({ ENTRA_CLIENT_ID: unknownId }),
    step: 'token',
    code: 'TOKEN_REQUEST_REFUSED',
    says: /AADSTS700016/,
  },
  {
    broken: 'the scope of an API that nobody knows',
    environment: () => ({ INVENTORY_SCOPE: `api://${unknownId}/.default` }),
    step: 'token',
    code: 'TOKEN_REQUEST_REFUSED',
    says: /AADSTS500011/,
  },
  {
    broken: 'a scope that names a role instead of /.default',
    args: ['--scope', `api://${inventoryId}/Inventory.Read`],
    step: 'token',
    code: 'TOKEN_SCOPE_INVALID',
    says: /not of the form/,
  },
  {
    broken: 'a token endpoint that fails',
    control: [['faults', { endpoint: 'token', effect: { kind: 'status', status: 503 } }]],
    step: 'token',
    code: 'TOKEN_ISSUER_UNAVAILABLE',
    says: /answers 503/,
  },
  {
    broken: 'an API that asks for v1 tokens',
    args: ['--scope', 'https://vault.azure.net/.default', '--audience', keyVaultId],
    step: 'acceptance',
    code: 'AUTH_TOKEN_V1',
    says: /ver: "1\.0"/,
  },
  {
    broken: 'the scope of one API and the client id of another',
    args: ['--audience', fulfillmentId],
    step: 'acceptance',
    code: 'AUTH_AUDIENCE_MISMATCH',
    says: /aud: "00001111-/,
  },
  {
    broken: 'no role assigned',
    control: [revoke('Inventory.Read'), revoke('Inventory.Reserve')],
    step: 'acceptance',
    code: 'AUTH_ROLES_MISSING',
    says: /neither app roles nor scopes/,
  },
];
