import { type DirectoryInput } from './directory.schema.js';

export interface DirectoryAddresses {
  readonly fulfillmentUrl: string;
  readonly vaultResource: string;
  readonly workloadIssuer: string;
}

const inventory = '00001111-aaaa-2222-bbbb-3333cccc4444';
const fulfillment = '11112222-bbbb-3333-cccc-4444dddd5555';

/**
 * The tenant of the local system. Identifiers are the placeholders of Microsoft's documentation; those of Azure Key
 * Vault and Microsoft Graph are the ones that they have in every tenant.
 */
export const defaultDirectory = ({ fulfillmentUrl, vaultResource, workloadIssuer }: DirectoryAddresses) =>
  ({
    tenant: {
      id: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
      domain: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
    },

    applications: [
      {
        key: 'inventory',
        displayName: 'Inventory',
        clientId: inventory,
        objectId: 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb',
        identifierUris: [`api://${inventory}`],
        optionalAccessTokenClaims: ['idtyp'],
        appRoles: [
          { value: 'Inventory.Read', allowedMemberTypes: ['Application'] },
          { value: 'Inventory.Reserve', allowedMemberTypes: ['Application'] },
          { value: 'Inventory.Manage', allowedMemberTypes: ['Application'] },
        ],
      },
      {
        key: 'fulfillment',
        displayName: 'Fulfillment',
        clientId: fulfillment,
        objectId: 'bbbbbbbb-1111-2222-3333-cccccccccccc',
        identifierUris: [`api://${fulfillment}`],
        optionalAccessTokenClaims: ['idtyp'],
        appRoles: [
          { value: 'Orders.Read.All', allowedMemberTypes: ['Application'] },
          { value: 'Orders.Write.All', allowedMemberTypes: ['Application'] },
        ],
        delegatedScopes: ['Orders.Read', 'Orders.Write'],
        secrets: [{ displayName: 'primary', expiresInDays: 180, vaultSecret: 'fulfillment-client-secret' }],
        certificates: [
          { displayName: 'primary', expiresInDays: 365, vaultSecret: 'fulfillment-certificate' },
        ],
        federatedCredentials: [{ issuer: workloadIssuer, subject: 'system:serviceaccount:shop:fulfillment' }],
      },
      {
        key: 'storefront',
        displayName: 'Storefront',
        clientId: '22223333-cccc-4444-dddd-5555eeee6666',
        objectId: 'cccccccc-2222-3333-4444-dddddddddddd',
        secrets: [{ displayName: 'local', expiresInDays: 180 }],
      },
      {
        key: 'warehouse',
        displayName: 'Warehouse',
        clientId: '33334444-dddd-5555-eeee-6666ffff7777',
        objectId: 'dddddddd-3333-4444-5555-eeeeeeeeeeee',
        secrets: [{ displayName: 'local', expiresInDays: 180 }],
      },
      {
        key: 'stranger',
        displayName: 'Stranger',
        clientId: '44445555-eeee-6666-ffff-7777aaaa8888',
        objectId: 'eeeeeeee-4444-5555-6666-ffffffffffff',
        secrets: [{ displayName: 'local', expiresInDays: 180 }],
      },
      {
        key: 'order-desk',
        displayName: 'Order Desk',
        clientId: '55556666-ffff-7777-aaaa-8888bbbb9999',
        objectId: 'ffffffff-5555-6666-7777-aaaaaaaaaaaa',
        redirectUris: { spa: [`${fulfillmentUrl}/docs/oauth2-redirect.html`] },
      },
      {
        key: 'key-vault',
        displayName: 'Azure Key Vault',
        clientId: 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093',
        objectId: 'a0a0a0a0-bbbb-cccc-dddd-e1e1e1e1e1e1',
        identifierUris: [vaultResource],
        requestedAccessTokenVersion: 1,
        optionalAccessTokenClaims: ['idtyp'],
      },
      {
        key: 'graph',
        displayName: 'Microsoft Graph',
        clientId: '00000003-0000-0000-c000-000000000000',
        objectId: 'b1b1b1b1-cccc-dddd-eeee-f2f2f2f2f2f2',
        identifierUris: ['https://graph.microsoft.com'],
        requestedAccessTokenVersion: 1,
      },
      // nx g @nest-entra/tools:service adds applications here
    ],

    managedIdentities: [
      {
        key: 'fulfillment-identity',
        displayName: 'Fulfillment (managed identity)',
        clientId: '66667777-aaaa-8888-bbbb-9999cccc0000',
        objectId: 'a1a1a1a1-6666-7777-8888-b2b2b2b2b2b2',
      },
      // nx g @nest-entra/tools:service adds managed identities here
    ],

    users: [
      {
        key: 'clerk',
        displayName: 'Casey Clerk',
        userPrincipalName: 'clerk@contoso.onmicrosoft.com',
        objectId: 'c2c2c2c2-7777-8888-9999-d3d3d3d3d3d3',
      },
      {
        key: 'viewer',
        displayName: 'Vic Viewer',
        userPrincipalName: 'viewer@contoso.onmicrosoft.com',
        objectId: 'd3d3d3d3-8888-9999-aaaa-e4e4e4e4e4e4',
      },
    ],

    roleAssignments: [
      { principal: 'fulfillment', resource: 'inventory', role: 'Inventory.Read' },
      { principal: 'fulfillment', resource: 'inventory', role: 'Inventory.Reserve' },
      { principal: 'storefront', resource: 'fulfillment', role: 'Orders.Read.All' },
      { principal: 'storefront', resource: 'fulfillment', role: 'Orders.Write.All' },
      { principal: 'warehouse', resource: 'inventory', role: 'Inventory.Read' },
      { principal: 'warehouse', resource: 'inventory', role: 'Inventory.Manage' },
      // nx g @nest-entra/tools:service adds role assignments here
    ],

    consents: [
      {
        user: 'clerk',
        client: 'order-desk',
        resource: 'fulfillment',
        scopes: ['Orders.Read', 'Orders.Write'],
      },
      { user: 'viewer', client: 'order-desk', resource: 'fulfillment', scopes: ['Orders.Read'] },
    ],

    vaultAccess: [
      {
        principal: 'fulfillment-identity',
        role: 'Key Vault Secrets User',
        secrets: ['fulfillment-client-secret', 'fulfillment-certificate'],
      },
      // nx g @nest-entra/tools:service adds vault access here
    ],
  }) satisfies DirectoryInput;
