import { CLOSED_PORT } from '../services.js';
import { type BrokenSetup } from './broken-setup.js';

/** A vault that cannot be reached, or does not hand out what proves who the service is. */
export const brokenCredential: readonly BrokenSetup[] = [
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
];
