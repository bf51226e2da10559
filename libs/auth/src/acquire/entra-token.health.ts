import { errorCodeOf } from './acquire-error.js';
import { type CredentialStore } from './credentials/credential-store.js';
import { type TokenProvider } from './token/token-provider.js';

export interface TokenHealth {
  readonly status: 'up' | 'down';
  /** Which credential is in use; never its value. */
  readonly source: string | undefined;
  readonly expiresAt: string | undefined;
  /** Codes of what fails at the moment, by scope. */
  readonly failing: Readonly<Record<string, string>>;
}

/**
 * Whether this application can call others: `down` when there is no credential, or a scope has neither a valid token
 * nor a way to one. A failing refresh behind a valid token is reported and does not bring the service down.
 */
export class EntraTokenHealth {
  readonly name = 'credential';

  constructor(
    private readonly credentials: CredentialStore,
    private readonly tokens: TokenProvider,
  ) {}

  check(): Promise<TokenHealth> {
    const credential = this.credentials.held;
    const scopes = this.tokens.report();
    const isDown = !credential || scopes.some(({ token, failure }) => !token && failure);
    return Promise.resolve({
      status: isDown ? 'down' : 'up',
      source: credential?.source,
      expiresAt:
        credential?.expiresAt === undefined ? undefined : new Date(credential.expiresAt).toISOString(),
      failing: Object.fromEntries(
        scopes.flatMap(({ scope, failure }) => (failure ? [[scope, errorCodeOf(failure)]] : [])),
      ),
    });
  }
}
