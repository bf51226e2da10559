import { type Tree } from '@nx/devkit';
import { type ServiceNames, type ServiceOptions } from '../service-names.ts';
import { insertAboveMarker } from './insert.ts';

const composeFile = 'docker-compose.yml';

/** Its container, and the volume through which it is handed its secrets. */
export function registerWithCompose(tree: Tree, names: ServiceNames, options: ServiceOptions): void {
  const { name, shell } = names;
  insertAboveMarker(
    tree,
    composeFile,
    'services',
    `
  ${name}:
    <<: *hardened
    build: { context: ., target: service, args: { APP: ${name} } }
    command: *service
    networks: [front${options.database ? ', data' : ''}]
    ports: ['127.0.0.1:\${${shell}_PORT:-${options.port}}:3000']
    mem_limit: 384m
    environment:
      <<: *entra
      ENTRA_CLIENT_ID: ${names.clientId}
${options.calls ? clientEnvironment(names) : ''}    volumes: ['${name}-local:/run/local:ro']
    depends_on: *started-after

`,
  );
  insertAboveMarker(
    tree,
    composeFile,
    'hand-overs',
    `
      - ${name}-local:/hand-over/${name}
`,
  );
  insertAboveMarker(
    tree,
    composeFile,
    'volumes',
    `
  ${name}-local:
`,
  );
}

function clientEnvironment({ name, identityClientId }: ServiceNames): string {
  return `      ENTRA_CREDENTIAL: key-vault-secret
      KEY_VAULT_URL: https://demo.vault.test:8444
      KEY_VAULT_CREDENTIAL_NAME: ${name}-client-secret
      IDENTITY_ENDPOINT: http://mock-issuer:8080/msi/token
      AZURE_CLIENT_ID: ${identityClientId}
      INVENTORY_URL: https://inventory:3001
      INVENTORY_SCOPE: api://00001111-aaaa-2222-bbbb-3333cccc4444/.default
`;
}
