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

/** What `ENTRA_CREDENTIAL` can name. */
export type CredentialSource =
  'key-vault-secret' | 'key-vault-certificate' | 'workload-identity' | 'client-secret';
const sources = [
  'key-vault-secret',
  'key-vault-certificate',
  'workload-identity',
  'client-secret',
] as const satisfies readonly CredentialSource[];

/** What a schema with {@link entraClientEnvironment} in it gives. */
export interface EntraClientEnvironment {
  /** The directory (tenant) id. */
  readonly ENTRA_TENANT_ID: string;
  /** The application (client) id. */
  readonly ENTRA_CLIENT_ID: string;
  /** Default: https://login.microsoftonline.com */
  readonly ENTRA_AUTHORITY_HOST?: string | undefined;
  /** Only where the issuer differs from the address that answers, as in containers. */
  readonly ENTRA_ISSUER?: string | undefined;
  /** How the application proves who it is; several, separated by commas, are tried in this order. */
  readonly ENTRA_CREDENTIAL: readonly [CredentialSource, ...CredentialSource[]];
  /** For a credential in Key Vault: `https://<name>.vault.azure.net`. */
  readonly KEY_VAULT_URL?: string | undefined;
  /** For a credential in Key Vault: name of the secret or certificate. */
  readonly KEY_VAULT_CREDENTIAL_NAME?: string | undefined;
  /** For `client-secret`, in development only. */
  readonly ENTRA_CLIENT_SECRET?: Secret | undefined;
  /** For `workload-identity`; Kubernetes' workload identity webhook sets it. */
  readonly AZURE_FEDERATED_TOKEN_FILE?: string | undefined;
}

/** What {@link entraClientOptions} reads: spread it into the schema of your service's environment. */
// typed by what it gives: the classes of zod that make it up differ from one minor version to the next
export const entraClientEnvironment: {
  readonly [Name in keyof EntraClientEnvironment]-?: z.ZodType<EntraClientEnvironment[Name]>;
} = {
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

/**
 * The module's options from a parsed environment.
 *
 * @throws {@link EntraConfigurationError} `AUTH_CONFIG_CREDENTIAL`, naming the variable that the chosen credential lacks
 * @example
 * ```ts
 * EntraClientModule.forRoot(entraClientOptions(config))
 * ```
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

function credentialOf(source: CredentialSource, env: EntraClientEnvironment): Credential {
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
  source: CredentialSource,
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
