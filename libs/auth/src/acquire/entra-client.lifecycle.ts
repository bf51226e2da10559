import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AuthorityError } from './acquire-error.js';
import { checkAuthority } from './authority/authority-check.js';
import { type CredentialStore } from './credentials/credential-store.js';
import { type EntraClientSetting } from './entra-client.options.js';
import { type AuthorityErrorCode } from './error-codes.js';
import { type AcquireMetrics } from './telemetry/acquire-metrics.js';
import { type IssuerTransport } from './token/issuer-transport.js';
import { type TokenProvider } from './token/token-provider.js';
import { type TokenRequester } from './token/token-requester.js';

/** Mistakes that no waiting cures. An authority that is merely away must not keep a service from starting. */
const FATAL: ReadonlySet<AuthorityErrorCode> = new Set([
  'AUTHORITY_TENANT_UNKNOWN',
  'AUTHORITY_ISSUER_MISMATCH',
  'AUTHORITY_NOT_TRUSTED',
]);

/** What happens at start, while running, and at the end. */
export class EntraClientLifecycle implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger('EntraClient');
  #poll: NodeJS.Timeout | undefined;
  #stopObserving: (() => void) | undefined;

  constructor(
    private readonly setting: EntraClientSetting,
    private readonly credentials: CredentialStore,
    private readonly requester: TokenRequester,
    private readonly tokens: TokenProvider,
    private readonly transport: IssuerTransport,
    private readonly metrics: AcquireMetrics,
  ) {}

  /**
   * A service that cannot prove who it is does not start.
   *
   * @throws {@link CredentialError} naming the credential, and why it cannot be had
   * @throws {@link AuthorityError} for a mistake in tenant, issuer or TLS trust
   */
  async onModuleInit(): Promise<void> {
    await Promise.all([this.requester.prepare(), this.#checkAuthority()]);
    this.#poll = setInterval(
      () => void this.credentials.poll(),
      this.setting.credentials.pollIntervalMs,
    ).unref();
    this.#stopObserving = this.metrics.observe(() => ({
      tokens: this.tokens.report().flatMap(({ scope, token }) => (token ? [{ scope, ...token }] : [])),
      credential: this.credentials.held,
      now: this.setting.clock.now(),
    }));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#poll);
    this.#stopObserving?.();
    await this.transport.close();
  }

  async #checkAuthority(): Promise<void> {
    const { authority } = this.setting;
    try {
      await checkAuthority(authority, (url) => this.transport.sendGetRequestAsync<unknown>(url));
    } catch (error) {
      if (!(error instanceof AuthorityError) || FATAL.has(error.code)) throw error;
      this.#logger.error(
        `Starting without the authority: no token can be had until it answers. ${error.message}`,
      );
    }
  }
}
