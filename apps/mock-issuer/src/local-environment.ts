import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Environment } from './environment.js';
import { type MockState } from './state/mock-state.js';

/**
 * Shell variables for people, scripts and tests: addresses, ids, and the secrets of the clients that keep theirs
 * themselves. Secrets that live in the vault are left out: whoever needs them reads them there.
 */
export function localEnvironment(environment: Environment, state: MockState, httpUrl: string): string {
  const { addresses, directory } = state;
  const variables: Record<string, string> = {
    ISSUER_URL: addresses.issuerUrl,
    ISSUER_HTTP_URL: httpUrl,
    CONTROL_URL: `${httpUrl}/control`,
    CONTROL_TOKEN: environment.CONTROL_TOKEN,
    VAULT_URL: addresses.vaultUrl,
    TENANT_ID: directory.tenant.id,
    FULFILLMENT_URL: environment.FULFILLMENT_URL,
    INVENTORY_URL: environment.INVENTORY_URL,
    ...(environment.CA_FILE !== undefined && { CA_FILE: environment.CA_FILE }),
    ...scopes(state),
    ...clients(state),
  };
  const lines = Object.entries(variables).map(
    ([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'`,
  );
  return `# Written by the mock issuer at its start; the secrets are gone when it stops.\n${lines.join('\n')}\n`;
}

/** Replaces the file in one step, so that nobody reads half of it. */
export function writeLocalEnvironment(environment: Environment, state: MockState, httpUrl: string): void {
  const file = environment.LOCAL_ENV_FILE;
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, localEnvironment(environment, state, httpUrl), { mode: 0o600 });
  renameSync(draft, file);
}

function scopes({ directory }: MockState): Record<string, string> {
  const apis = directory.table.applications.filter((app) => app.identifierUris[0]?.startsWith('api://'));
  return Object.fromEntries(
    apis.map((app) => [`${shellName(app.key)}_SCOPE`, `${app.identifierUris[0] ?? ''}/.default`]),
  );
}

function clients({ directory, credentials }: MockState): Record<string, string> {
  const keepsItsSecret = directory.table.applications.filter((app) =>
    app.secrets.some((secret) => secret.vaultSecret === undefined),
  );
  return Object.fromEntries(
    keepsItsSecret.flatMap((app) => [
      [`${shellName(app.key)}_CLIENT_ID`, app.clientId],
      [`${shellName(app.key)}_CLIENT_SECRET`, credentials.secretsOf(app.key).at(-1)?.value ?? ''],
    ]),
  );
}

function shellName(key: string): string {
  return key.toUpperCase().replaceAll('-', '_');
}
