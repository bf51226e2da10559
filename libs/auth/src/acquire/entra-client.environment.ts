import { z } from 'zod';
import { EntraConfigurationError } from '../configuration-error.js';
import { Secret } from '../secret.js';
import { clientSecret } from './credentials/client-secret.js';
import { type Credential } from './credentials/credential.js';
import { keyVaultCertificate } from './credentials/key-vault-certificate.js';
import { keyVaultSecret } from './credentials/key-vault-secret.js';
import { workloadIdentity } from './credentials/workload-identity.js';
import { type EntraClientOptions } from './entra-client.options.js';

/** Compose and Helm write an unset value as an empty one. */
const optional = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined);

const sources = ['key-vault-secret', 'key-vault-certificate', 'workload-identity', 'client-secret'] as const;
type Source = (typeof sources)[number];

/** What {@link entraClientOptions} reads: spread it into the schema of your service's environment. */
export const entraClientEnvironment = {
  ENTRA_TENANT_ID: z.guid().describe('The directory (tenant) id.'),
  ENTRA_CLIENT_ID: z.guid().describe('The application (client) id.'),
  ENTRA_AUTHORITY_HOST: optional.describe('Default https://login.microsoftonline.com.'),
  ENTRA_ISSUER: optional.describe('The `iss` of tokens, where it differs from the address that answers.'),
  ENTRA_CREDENTIAL: z
    .string()
    .transform((value) => value.split(',').map((source) => source.trim()))
    .pipe(z.tuple([z.enum(sources)], z.enum(sources)))
    .describe(`${sources.join(', ')}; several, separated by commas, are tried in this order.`),
  KEY_VAULT_URL: optional.describe('https://<name>.vault.azure.net'),
  KEY_VAULT_CREDENTIAL_NAME: optional.describe('Name of the secret or certificate in the vault.'),
  ENTRA_CLIENT_SECRET: optional
    .transform((value) => (value === undefined ? undefined : new Secret(value)))
    .describe('For development only: refused when NODE_ENV is production.'),
  AZURE_FEDERATED_TOKEN_FILE: optional.describe('Set by the workload identity webhook of Kubernetes.'),
};

export type EntraClientEnvironment = z.infer<z.ZodObject<typeof entraClientEnvironment>>;

/**
 * The module's options from a parsed environment.
 *
 * @throws {EntraConfigurationError} `AUTH_CONFIG_CREDENTIAL`, naming the variable that the chosen credential lacks
 * @example EntraClientModule.forRoot(entraClientOptions(config))
 */
export function entraClientOptions(env: EntraClientEnvironment): EntraClientOptions {
  const [first, ...others] = env.ENTRA_CREDENTIAL;
  return {
    tenantId: env.ENTRA_TENANT_ID,
    clientId: env.ENTRA_CLIENT_ID,
    authorityHost: env.ENTRA_AUTHORITY_HOST,
    issuer: env.ENTRA_ISSUER,
    credential: [credentialOf(first, env), ...others.map((source) => credentialOf(source, env))],
  };
}

function credentialOf(source: Source, env: EntraClientEnvironment): Credential {
  const required = <K extends keyof EntraClientEnvironment>(name: K) => requireVariable(env, name, source);
  switch (source) {
    case 'key-vault-secret':
      return keyVaultSecret({
        vaultUrl: required('KEY_VAULT_URL'),
        name: required('KEY_VAULT_CREDENTIAL_NAME'),
      });
    case 'key-vault-certificate':
      return keyVaultCertificate({
        vaultUrl: required('KEY_VAULT_URL'),
        name: required('KEY_VAULT_CREDENTIAL_NAME'),
      });
    case 'workload-identity':
      return workloadIdentity({ tokenFile: required('AZURE_FEDERATED_TOKEN_FILE') });
    case 'client-secret':
      refuseInProduction();
      return clientSecret(required('ENTRA_CLIENT_SECRET'));
  }
}

function requireVariable<K extends keyof EntraClientEnvironment>(
  env: EntraClientEnvironment,
  name: K,
  source: Source,
): NonNullable<EntraClientEnvironment[K]> {
  const value = env[name];
  if (value !== undefined) return value;
  throw new EntraConfigurationError(
    'AUTH_CONFIG_CREDENTIAL',
    `ENTRA_CREDENTIAL=${source} needs ${name}: set it.`,
  );
}

/** An environment is copied into crash reports, child processes and `docker inspect`. */
function refuseInProduction(): void {
  if (process.env['NODE_ENV'] !== 'production') return;
  throw new EntraConfigurationError(
    'AUTH_CONFIG_CREDENTIAL',
    'ENTRA_CREDENTIAL=client-secret is for development: use key-vault-secret, key-vault-certificate or workload-identity.',
  );
}
