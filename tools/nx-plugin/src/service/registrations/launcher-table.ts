import { type Tree } from '@nx/devkit';
import { type ServiceNames, type ServiceOptions } from '../service-names.ts';
import { insertAboveMarker } from './insert.ts';

export const launcherTable = 'tools/launcher/src/system/system.ts';

/** What `npm start` runs, and with which environment. */
export function registerWithLauncher(tree: Tree, names: ServiceNames, options: ServiceOptions): void {
  const { name, camel, shell } = names;
  insertAboveMarker(
    tree,
    launcherTable,
    'addresses',
    `
  ${shell}: { scheme: 'http', port: ${options.port} },
`,
  );
  insertAboveMarker(
    tree,
    launcherTable,
    'client ids',
    `
const ${camel}ClientId = '${names.clientId}';
`,
  );
  insertAboveMarker(
    tree,
    launcherTable,
    'processes',
    `
  {
    name: '${name}',
    listensAt: ['${shell}'],
    health: { at: '${shell}', path: '/health/ready' },
    needs: ['mock-issuer'],${options.database ? '\n    database: true,' : ''}
    environment: (local) => ({
      HOST: local.bindHost,
      PORT: local.port.${shell},${options.database ? `\n      DATABASE_URL: local.databaseUrl('${name}'),` : ''}
      ENTRA_TENANT_ID: tenantId,
      ENTRA_CLIENT_ID: ${camel}ClientId,
      ENTRA_AUTHORITY_HOST: local.url.ISSUER,
${options.calls ? clientEnvironment(names) : ''}    }),
    passesOn: ['ENTRA_ALLOWED_CALLERS'],
  },
`,
  );
}

function clientEnvironment({ name, identityClientId }: ServiceNames): string {
  return `      ENTRA_CREDENTIAL: 'key-vault-secret',
      KEY_VAULT_URL: local.url.VAULT,
      KEY_VAULT_CREDENTIAL_NAME: '${name}-client-secret',
      IDENTITY_ENDPOINT: \`\${local.url.ISSUER_HTTP}/msi/token\`,
      IDENTITY_HEADER: local.identityHeader,
      AZURE_CLIENT_ID: '${identityClientId}',
      INVENTORY_URL: local.url.INVENTORY,
      INVENTORY_SCOPE: \`api://\${inventoryClientId}/.default\`,
`;
}
