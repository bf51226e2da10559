import { unknownId } from '../services.js';
import { type BrokenSetup } from './broken-setup.js';

/** Variables that say nothing, or nothing possible. */
export const brokenConfiguration: readonly BrokenSetup[] = [
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
];
