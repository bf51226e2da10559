import {
  type Authority,
  authorityOf,
  EntraConfigurationError,
  entraClientEnvironment,
  entraClientOptions,
  type EntraClientOptions,
} from '@nest-entra/auth/acquire';
import { entraApiEnvironment } from '@nest-entra/auth/protect';
import { z } from 'zod';
import { type ConfigurationCode } from '../fault-code.js';
import { faultFrom } from '../fault.js';
import { failed, type Finding, passed } from '../finding.js';
import { type Questions } from '../questions.js';

export interface Setup {
  readonly authority: Authority;
  /** Absent where the service only protects. */
  readonly client: ClientSetup | undefined;
}

export interface ClientSetup {
  readonly options: EntraClientOptions;
  readonly scopes: readonly string[];
  /** Where the credential is, if in a vault. */
  readonly vaultUrl: string | undefined;
}

/** Reads the variables as the service does, with the library's own schemas. */
export function checkConfiguration(environment: NodeJS.ProcessEnv, questions: Questions): Finding<Setup> {
  try {
    // by itself first: of a tenant that is no GUID the library says why that matters, its schema only that it is none
    const tenantId = required(environment, 'ENTRA_TENANT_ID', 'AUTH_CONFIG_TENANT');
    authorityOf({ tenantId });
    const {
      ENTRA_CLIENT_ID: clientId,
      ENTRA_AUTHORITY_HOST: authorityHost,
      ENTRA_ISSUER: issuer,
    } = parse(entraApiEnvironment, environment);
    const authority = authorityOf({ tenantId, authorityHost, issuer });
    const client = isClient(environment) ? clientOf(environment, questions) : undefined;
    return passed(
      {
        tenant: authority.tenantId,
        client: clientId,
        authority: authority.host,
        ...(client && { credential: credentialKinds(client), scope: client.scopes }),
      },
      { authority, client },
    );
  } catch (error) {
    return failed(faultFrom(error));
  }
}

/** A service that has any of these means to call somebody. */
const CLIENT_VARIABLES = [
  'ENTRA_CREDENTIAL',
  'ENTRA_CLIENT_SECRET',
  'KEY_VAULT_URL',
  'KEY_VAULT_CREDENTIAL_NAME',
];

const isClient = (environment: NodeJS.ProcessEnv) => CLIENT_VARIABLES.some((name) => environment[name]);

function clientOf(environment: NodeJS.ProcessEnv, { scopes }: Questions): ClientSetup {
  required(environment, 'ENTRA_CREDENTIAL', 'AUTH_CONFIG_CREDENTIAL');
  const options = entraClientOptions(parse(entraClientEnvironment, environment));
  return {
    options,
    scopes: scopes.length > 0 ? scopes : scopesIn(environment),
    vaultUrl: credentialsOf(options).find((one) => 'vaultUrl' in one)?.vaultUrl,
  };
}

const credentialsOf = ({ credential }: EntraClientOptions) => [credential].flat();

const credentialKinds = ({ options }: ClientSetup) => credentialsOf(options).map(({ kind }) => kind);

/** INVENTORY_SCOPE and the like: a service names the APIs that it calls so. */
function scopesIn(environment: NodeJS.ProcessEnv): string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    name.endsWith('_SCOPE') && value ? [value] : [],
  );
}

function required(environment: NodeJS.ProcessEnv, name: string, code: ConfigurationCode): string {
  const value = environment[name]?.trim();
  if (value) return value;
  throw new EntraConfigurationError(code, `${name} is not set: set it, docs/real-entra.md says to what.`);
}

/** The code under which the library itself would refuse the variable. */
const CODE_OF: Readonly<Record<string, ConfigurationCode>> = {
  ENTRA_TENANT_ID: 'AUTH_CONFIG_TENANT',
  ENTRA_CLIENT_ID: 'AUTH_CONFIG_CLIENT_ID',
  ENTRA_AUTHORITY_HOST: 'AUTH_CONFIG_AUTHORITY',
  ENTRA_ISSUER: 'AUTH_CONFIG_ISSUER',
  ENTRA_ALLOWED_CALLERS: 'AUTH_CONFIG_CALLERS',
};

/** @throws {EntraConfigurationError} for the first variable that is wrong, and names the others. */
function parse<Shape extends z.ZodRawShape>(shape: Shape, environment: NodeJS.ProcessEnv) {
  const result = z.object(shape).safeParse(environment);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map(({ path }) => String(path[0])))];
  const [first = ''] = names;
  const told = names.map((name) => `${name} ${environment[name] ? 'is malformed' : 'is not set'}`).join(', ');
  const [issue] = result.error.issues;
  throw new EntraConfigurationError(
    CODE_OF[first] ?? 'AUTH_CONFIG_CREDENTIAL',
    `${told} (${issue?.message ?? ''}): set ${names.join(', ')} as docs/real-entra.md says.`,
  );
}
