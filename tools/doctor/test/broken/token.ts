import { fulfillmentId, inventoryId, keyVaultId, unknownId } from '../services.js';
import { type BrokenSetup } from './broken-setup.js';

const revoke = (role: string) =>
  ['roles/revoke', { principal: 'fulfillment', resource: 'inventory', role }] as const;

/** A credential that is refused, and tokens that no API would take. */
export const brokenToken: readonly BrokenSetup[] = [
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
