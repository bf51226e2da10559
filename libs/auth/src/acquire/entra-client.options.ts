import { systemClock, type Clock } from '../clock.js';
import { EntraConfigurationError } from '../configuration-error.js';
import { authorityOf, type Authority, type AuthorityOptions } from '../entra/authority.js';
import { isGuid } from '../entra/guid.js';
import { CREDENTIAL_POLICY, type CredentialPolicy } from './credentials/credential-policy.js';
import { type Credential } from './credentials/credential.js';
import { REFRESH_POLICY, type RefreshPolicy } from './token/refresh-policy.js';
import { TOKEN_REQUEST_POLICY, type TokenRequestPolicy } from './token/token-request-policy.js';

/** Who this application is, and how it proves it. */
export interface EntraClientOptions extends AuthorityOptions {
  /** The application (client) id, a GUID. Environment: `ENTRA_CLIENT_ID`. */
  readonly clientId: string;
  /** How it proves who it is. Of a list, the first source that gives a usable credential is taken. */
  readonly credential: Credential | readonly [Credential, ...Credential[]];
  /** Departures from `REFRESH_POLICY`. */
  readonly refresh?: Partial<RefreshPolicy> | undefined;
  /** Departures from `TOKEN_REQUEST_POLICY`. */
  readonly tokenRequest?: Partial<TokenRequestPolicy> | undefined;
  /** Departures from `CREDENTIAL_POLICY`. */
  readonly credentials?: Partial<CredentialPolicy> | undefined;
  /** Default: the machine's. */
  readonly clock?: Clock | undefined;
}

/** The options, checked and complete. */
export interface EntraClientSetting {
  readonly authority: Authority;
  readonly clientId: string;
  readonly sources: readonly [Credential, ...Credential[]];
  readonly refresh: RefreshPolicy;
  readonly tokenRequest: TokenRequestPolicy;
  readonly credentials: CredentialPolicy;
  readonly clock: Clock;
}

/** @throws {@link EntraConfigurationError} `AUTH_CONFIG_…` */
export function parseOptions(options: EntraClientOptions): EntraClientSetting {
  if (!isGuid(options.clientId)) {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_CLIENT_ID',
      'the client id must be a GUID: set ENTRA_CLIENT_ID.',
    );
  }
  return {
    authority: authorityOf(options),
    clientId: options.clientId.toLowerCase(),
    sources: isList(options.credential) ? options.credential : [options.credential],
    refresh: { ...REFRESH_POLICY, ...options.refresh },
    tokenRequest: { ...TOKEN_REQUEST_POLICY, ...options.tokenRequest },
    credentials: { ...CREDENTIAL_POLICY, ...options.credentials },
    clock: options.clock ?? systemClock,
  };
}

function isList(
  credential: EntraClientOptions['credential'],
): credential is readonly [Credential, ...Credential[]] {
  return Array.isArray(credential);
}
