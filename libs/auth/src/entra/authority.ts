import { type ConfigurationCode } from '../configuration-codes.js';
import { EntraConfigurationError } from '../configuration-error.js';
import { isGuid } from './guid.js';
import { isLoopback } from './loopback.js';

/** Microsoft Entra's global cloud. */
export const DEFAULT_AUTHORITY_HOST = 'https://login.microsoftonline.com';

/** Whose tokens: a tenant, and the authority that answers for it. */
export interface AuthorityOptions {
  /** The tenant's GUID. `common` and `organizations` are refused: an API must know whose tokens it takes. */
  readonly tenantId: string;
  /** Scheme, host and port that answer. Default `https://login.microsoftonline.com`; environment: `ENTRA_AUTHORITY_HOST`. */
  readonly authorityHost?: string | undefined;
  /**
   * The `iss` of its tokens, where that differs from the address that answers (behind a container's alias, say).
   * `{tenantid}` stands for the tenant. Default `{authorityHost}/{tenantId}/v2.0`; environment: `ENTRA_ISSUER`.
   */
  readonly issuer?: string | undefined;
}

/** One tenant of one authority, and the addresses that follow from it. Nothing here is read from a token or a document. */
export interface Authority {
  readonly tenantId: string;
  /** `https://login.microsoftonline.com`, without a trailing slash. */
  readonly host: string;
  /** What `iss` must be, exactly. */
  readonly issuer: string;
  /** MSAL's authority: `{host}/{tenantId}`. */
  readonly url: string;
  /** Where the signing keys are. */
  readonly keysUri: string;
  readonly discoveryUri: string;
  /** `host:port` of the authority and of the issuer, as MSAL's `knownAuthorities` wants them (measured: with the port). */
  readonly knownHosts: readonly string[];
}

/**
 * The addresses of a tenant, after its options were checked. Asks nobody.
 *
 * @throws {@link EntraConfigurationError} `AUTH_CONFIG_TENANT`, `AUTH_CONFIG_AUTHORITY`, `AUTH_CONFIG_ISSUER`
 */
export function authorityOf(options: AuthorityOptions): Authority {
  const tenantId = parseTenant(options.tenantId);
  const host = parseHost(options.authorityHost ?? DEFAULT_AUTHORITY_HOST);
  const issuer = parseIssuer(options.issuer ?? `${host}/{tenantid}/v2.0`, tenantId);
  return {
    tenantId,
    host,
    issuer,
    url: `${host}/${tenantId}`,
    keysUri: `${host}/${tenantId}/discovery/v2.0/keys`,
    discoveryUri: `${host}/${tenantId}/v2.0/.well-known/openid-configuration`,
    knownHosts: [...new Set([new URL(host).host, new URL(issuer).host])],
  };
}

function parseTenant(tenantId: string): string {
  if (isGuid(tenantId)) return tenantId.toLowerCase();
  throw new EntraConfigurationError(
    'AUTH_CONFIG_TENANT',
    `the tenant id must be a GUID, not '${tenantId}': set ENTRA_TENANT_ID to the directory (tenant) id; ` +
      `common, organizations and domain names would accept other tenants' tokens or change their meaning.`,
  );
}

function parseHost(authorityHost: string): string {
  const url = parseHttpsUrl(
    authorityHost,
    'AUTH_CONFIG_AUTHORITY',
    'the authority host',
    'ENTRA_AUTHORITY_HOST',
  );
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_AUTHORITY',
      `the authority host must be scheme, host and port only, not '${authorityHost}': set ENTRA_AUTHORITY_HOST without the tenant.`,
    );
  }
  return url.origin;
}

function parseIssuer(template: string, tenantId: string): string {
  const issuer = template.replaceAll('{tenantid}', tenantId);
  parseHttpsUrl(issuer, 'AUTH_CONFIG_ISSUER', 'the issuer', 'ENTRA_ISSUER');
  return issuer;
}

/** https, or http to this very machine while developing: keys fetched over plain http could be anybody's. */
function parseHttpsUrl(value: string, code: ConfigurationCode, what: string, variable: string): URL {
  const url = URL.parse(value);
  const secure =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname) && !inProduction());
  if (url && secure && !url.username && !url.password) return url;
  throw new EntraConfigurationError(
    code,
    `${what} must be an https address${url ? `, not one like ${url.protocol}//${url.host}` : ''}: set ${variable}.`,
  );
}

const inProduction = () => process.env['NODE_ENV'] === 'production';
