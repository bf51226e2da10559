import { type ThrowawayIssuer } from '@nest-entra/launcher/throwaway-issuer';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
export const inventoryId = '00001111-aaaa-2222-bbbb-3333cccc4444';
export const fulfillmentId = '11112222-bbbb-3333-cccc-4444dddd5555';
export const keyVaultId = 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093';
export const unknownId = '99990000-aaaa-2222-bbbb-3333cccc4444';

/** Of a service that only protects. */
export const inventory = (issuer: ThrowawayIssuer) => ({
  ENTRA_TENANT_ID: tenantId,
  ENTRA_CLIENT_ID: inventoryId,
  ENTRA_AUTHORITY_HOST: issuer.url,
  NODE_EXTRA_CA_CERTS: issuer.platform.NODE_EXTRA_CA_CERTS,
});

/** Of a service that calls Inventory, with its secret in the vault. */
export const fulfillment = (issuer: ThrowawayIssuer) => ({
  ...inventory(issuer),
  ...issuer.platform,
  ENTRA_CLIENT_ID: fulfillmentId,
  ENTRA_CREDENTIAL: 'key-vault-secret',
  KEY_VAULT_URL: issuer.vaultUrl,
  KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-client-secret',
  INVENTORY_SCOPE: `api://${inventoryId}/.default`,
});

/** A port that was free a moment ago would do; that of tcpmux is never used here. */
export const CLOSED_PORT = 'https://localhost:1';
