import { type AddressTable, type ProcessDefinition } from './definitions.ts';

/**
 * Where everything listens. `INVENTORY: { scheme: 'https', port: 3001 }` means https://localhost:3001, which
 * INVENTORY_PORT changes.
 */
export const addresses = {
  ISSUER: { scheme: 'https', port: 8443 },
  /** The same issuer for browsers and curl, the managed-identity endpoint, the control API and the dashboard. */
  ISSUER_HTTP: { scheme: 'http', port: 8080 },
  VAULT: { scheme: 'https', port: 8444 },
  INVENTORY: { scheme: 'https', port: 3001 },
  FULFILLMENT: { scheme: 'http', port: 3000 },
  // nx g @nest-entra/tools:service adds addresses here
} as const satisfies AddressTable;

/** Fixed in the mock's directory, so no secrets: Entra shows them to everybody who signs in. */
const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const inventoryClientId = '00001111-aaaa-2222-bbbb-3333cccc4444';
const fulfillmentClientId = '11112222-bbbb-3333-cccc-4444dddd5555';
const orderDeskClientId = '55556666-ffff-7777-aaaa-8888bbbb9999';
// nx g @nest-entra/tools:service adds client ids here

/**
 * What `npm start` runs, in the order of starting. Each gets exactly the environment that is written here, plus the
 * variables of the caller's own environment that it `passesOn`.
 */
export const processes: readonly ProcessDefinition<keyof typeof addresses>[] = [
  {
    name: 'mock-issuer',
    listensAt: ['ISSUER', 'ISSUER_HTTP', 'VAULT'],
    health: { at: 'ISSUER_HTTP', path: '/health' },
    needs: [],
    environment: (local) => ({
      HOST: local.bindHost,
      ISSUER_URL: local.url.ISSUER,
      HTTPS_PORT: local.port.ISSUER,
      HTTP_PORT: local.port.ISSUER_HTTP,
      VAULT_PORT: local.port.VAULT,
      VAULT_URL: local.url.VAULT,
      ENDPOINT_ORIGINS: local.url.ISSUER_HTTP,
      FULFILLMENT_URL: local.url.FULFILLMENT,
      INVENTORY_URL: local.url.INVENTORY,
      IDENTITY_HEADER: local.identityHeader,
      CONTROL_TOKEN: local.controlToken,
      LOCAL_ENV_FILE: local.localEnvFile,
      SIGNING_KEY_FILE: local.signingKeyFile,
      CA_FILE: local.caFile,
      ...local.tls('mock-issuer'),
    }),
    passesOn: ['MOCK_DIRECTORY_FILE', 'VAULT_RESOURCE'],
  },
  {
    name: 'inventory',
    listensAt: ['INVENTORY'],
    health: { at: 'INVENTORY', path: '/health/ready' },
    needs: ['mock-issuer'],
    database: true,
    environment: (local) => ({
      HOST: local.bindHost,
      PORT: local.port.INVENTORY,
      DATABASE_URL: local.databaseUrl('inventory'),
      ENTRA_TENANT_ID: tenantId,
      ENTRA_CLIENT_ID: inventoryClientId,
      ENTRA_AUTHORITY_HOST: local.url.ISSUER,
      SEED_DEMO_STOCK: 'true',
      ...local.tls('inventory'),
    }),
    passesOn: ['ENTRA_ALLOWED_CALLERS', 'RESERVATION_TTL_SECONDS'],
  },
  {
    name: 'fulfillment',
    listensAt: ['FULFILLMENT'],
    health: { at: 'FULFILLMENT', path: '/health/ready' },
    // not Inventory: while that is away, orders wait
    needs: ['mock-issuer'],
    database: true,
    environment: (local) => ({
      HOST: local.bindHost,
      PORT: local.port.FULFILLMENT,
      DATABASE_URL: local.databaseUrl('fulfillment'),
      ENTRA_TENANT_ID: tenantId,
      ENTRA_CLIENT_ID: fulfillmentClientId,
      ENTRA_AUTHORITY_HOST: local.url.ISSUER,
      ENTRA_CREDENTIAL: 'key-vault-secret',
      KEY_VAULT_URL: local.url.VAULT,
      KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-client-secret',
      // what an Azure host sets for its managed identity, which is how the vault knows us
      IDENTITY_ENDPOINT: `${local.url.ISSUER_HTTP}/msi/token`,
      IDENTITY_HEADER: local.identityHeader,
      INVENTORY_URL: local.url.INVENTORY,
      INVENTORY_SCOPE: `api://${inventoryClientId}/.default`,
      DOCS_CLIENT_ID: orderDeskClientId,
      DOCS_AUTHORITY_HOST: local.url.ISSUER_HTTP,
    }),
    passesOn: ['ENTRA_ALLOWED_CALLERS', 'ENTRA_CREDENTIAL', 'KEY_VAULT_CREDENTIAL_NAME', 'ORDER_DEADLINE_MS'],
  },
  // nx g @nest-entra/tools:service adds processes here
];
