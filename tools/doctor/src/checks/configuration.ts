import {
  type Authority,
  authorityOf,
  EntraConfigurationError,
  entraClientEnvironment,
  entraClientOptions,
  type EntraClientOptions,
} from '@nest-entra/auth/acquire';
import { entraApiEnvironment } from '@nest-entra/auth/protect';
import { faultFrom } from '../fault.js';
import { failed, type Finding, passed } from '../finding.js';
import { type Questions } from '../questions.js';
import { parseVariables, required } from './variables.js';

export interface Setup {
  readonly authority: Authority;
  /** Absent where the service only protects. */
  readonly client: ClientSetup | undefined;
}

export interface ClientSetup {
  readonly options: EntraClientOptions;
  readonly scopes: readonly string[];
  /** Where the credential is, if it can be nowhere else than in a vault. */
  readonly vaultUrl: string | undefined;
}

/** Reads the variables as the service does, with the library's own schemas. */
export function checkConfiguration(environment: NodeJS.ProcessEnv, questions: Questions): Finding<Setup> {
  try {
    // by itself first: of a tenant that is no GUID the library says why that matters, its schema only that it is none
    const tenantId = required(environment, 'ENTRA_TENANT_ID');
    authorityOf({ tenantId });
    const api = parseVariables(entraApiEnvironment, environment);
    const { ENTRA_CLIENT_ID: clientId, ENTRA_AUTHORITY_HOST: authorityHost, ENTRA_ISSUER: issuer } = api;
    const authority = authorityOf({ tenantId, authorityHost, issuer });
    const client = isClient(environment, questions) ? clientOf(environment, questions) : undefined;
    return passed(
      {
        tenant: authority.tenantId,
        client: clientId,
        authority: authority.host,
        ...(client && { credential: kindsOf(client.options), scope: client.scopes }),
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

function isClient(environment: NodeJS.ProcessEnv, { scopes, api }: Questions): boolean {
  return scopes.length > 0 || api !== undefined || CLIENT_VARIABLES.some((name) => environment[name]);
}

function clientOf(environment: NodeJS.ProcessEnv, questions: Questions): ClientSetup {
  required(environment, 'ENTRA_CREDENTIAL');
  const options = entraClientOptions(parseVariables(entraClientEnvironment, environment));
  const scopes = questions.scopes.length > 0 ? questions.scopes : scopesIn(environment);
  if (questions.api && scopes.length !== 1) {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_API',
      `--api takes the token of one scope, and there are ${scopes.length}: set the one with --scope.`,
    );
  }
  return { options, scopes, vaultUrl: onlyVaultOf(options) };
}

/** INVENTORY_SCOPE and the like: a service names the APIs that it calls so. */
function scopesIn(environment: NodeJS.ProcessEnv): string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    name.endsWith('_SCOPE') && value ? [value] : [],
  );
}

const sourcesOf = ({ credential }: EntraClientOptions) => [credential].flat();

const kindsOf = (options: EntraClientOptions) => sourcesOf(options).map(({ kind }) => kind);

/** Of a list the library takes the next source, so that a vault that is away is no fault yet. */
function onlyVaultOf(options: EntraClientOptions): string | undefined {
  const [first, ...others] = sourcesOf(options);
  return first && 'vaultUrl' in first && others.length === 0 ? first.vaultUrl : undefined;
}
