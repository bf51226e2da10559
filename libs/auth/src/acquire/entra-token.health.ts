import { errorCodeOf } from './acquire-error.js';
import { type CredentialStore } from './credentials/credential-store.js';
import { type AcquireErrorCode } from './error-codes.js';
import { type TokenProvider } from './token/token-provider.js';

/** What a readiness check is told about the credential and its tokens. */
export interface TokenHealth {
  readonly status: 'up' | 'down';
  /** Which credential is in use; never its value. */
  readonly source: string | undefined;
  /** When the credential ends, ISO 8601; `undefined` where its source does not say. */
  readonly expiresAt: string | undefined;
  /** Codes of what fails at the moment, by scope. */
  readonly failing: Readonly<Record<string, string>>;
}

/**
 * Troubles of others. They hit all replicas alike: to take these out of rotation would help nobody, and would stop the
 * work that needs no token.
 */
const OUTAGES: ReadonlySet<string> = new Set<AcquireErrorCode>([
  'TOKEN_ISSUER_UNAVAILABLE',
  'TOKEN_ISSUER_THROTTLED',
  'CREDENTIAL_SOURCE_UNAVAILABLE',
]);

/**
 * Whether this application can prove who it is: `down` when it has no credential, or when the issuer refuses it and
 * no valid token is left. What else fails is reported, and does not bring the service down.
 */
export class EntraTokenHealth {
  /** Under which a readiness check reports it. */
  readonly name = 'credential';

  /** @internal {@link EntraClientModule} makes it. */
  constructor(
    private readonly credentials: CredentialStore,
    private readonly tokens: TokenProvider,
  ) {}

  /** Answers at once: it asks nobody. */
  check(): Promise<TokenHealth> {
    const credential = this.credentials.held;
    const scopes = this.tokens.report();
    const isRefused = scopes.some(
      ({ token, failure }) => !token && failure && !OUTAGES.has(errorCodeOf(failure)),
    );
    return Promise.resolve({
      status: !credential || isRefused ? 'down' : 'up',
      source: credential?.source,
      expiresAt:
        credential?.expiresAt === undefined ? undefined : new Date(credential.expiresAt).toISOString(),
      failing: Object.fromEntries(
        scopes.flatMap(({ scope, failure }) => (failure ? [[scope, errorCodeOf(failure)]] : [])),
      ),
    });
  }
}
