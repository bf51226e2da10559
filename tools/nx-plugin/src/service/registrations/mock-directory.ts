import { type Tree } from '@nx/devkit';
import { type ServiceNames, type ServiceOptions } from '../service-names.ts';
import { insertAboveMarker } from './insert.ts';

const directory = 'apps/mock-issuer/src/directory/default-directory.ts';

/** The application's registration. In a real tenant the same is done by hand: docs/real-entra.md. */
export function registerWithDirectory(tree: Tree, names: ServiceNames, options: ServiceOptions): void {
  const { name, title, pascal } = names;
  const calls = options.calls !== undefined;
  insertAboveMarker(
    tree,
    directory,
    'applications',
    `
      {
        key: '${name}',
        displayName: '${title}',
        clientId: '${names.clientId}',
        objectId: '${names.objectId}',
        identifierUris: ['api://${names.clientId}'],
        optionalAccessTokenClaims: ['idtyp'],
        appRoles: [{ value: '${pascal}.Read', allowedMemberTypes: ['Application'] }],
${calls ? `        secrets: [{ displayName: 'primary', expiresInDays: 180, vaultSecret: '${name}-client-secret' }],\n` : ''}      },
`,
  );
  insertAboveMarker(
    tree,
    directory,
    'role assignments',
    `
      // so that there is somebody to try it with
      { principal: 'storefront', resource: '${name}', role: '${pascal}.Read' },
${calls ? `      { principal: '${name}', resource: 'inventory', role: 'Inventory.Read' },\n` : ''}`,
  );
  if (!calls) return;
  insertAboveMarker(
    tree,
    directory,
    'managed identities',
    `
      {
        key: '${name}-identity',
        displayName: '${title} (managed identity)',
        clientId: '${names.identityClientId}',
        objectId: '${names.identityObjectId}',
      },
`,
  );
  insertAboveMarker(
    tree,
    directory,
    'vault access',
    `
      { principal: '${name}-identity', role: 'Key Vault Secrets User', secrets: ['${name}-client-secret'] },
`,
  );
}
