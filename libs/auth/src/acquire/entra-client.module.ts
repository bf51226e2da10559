import {
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { ApiClient } from './api/api-client.js';
import { type ApiOptions } from './api/api-options.js';
import { CredentialStore } from './credentials/credential-store.js';
import { EntraClientLifecycle } from './entra-client.lifecycle.js';
import { parseOptions, type EntraClientOptions, type EntraClientSetting } from './entra-client.options.js';
import { EntraTokenHealth } from './entra-token.health.js';
import { apiOptionsToken, apiToken, ENTRA_CLIENT_OPTIONS, ENTRA_CLIENT_SETTING } from './injection-tokens.js';
import { AcquireMetrics } from './telemetry/acquire-metrics.js';
import { IssuerTransport } from './token/issuer-transport.js';
import { TokenProvider } from './token/token-provider.js';
import { TokenRequester } from './token/token-requester.js';

/** Options that come from other providers, such as a configuration. */
export type AsyncOptions<T> = Pick<ModuleMetadata, 'imports'> &
  Pick<FactoryProvider<T>, 'inject' | 'useFactory'>;

/**
 * Makes this application a client of Microsoft Entra: app-only tokens, and HTTP clients that carry them.
 *
 * @example
 * ```ts
 * imports: [
 *   EntraClientModule.forRoot({ tenantId, clientId, credential: keyVaultSecret({ vaultUrl, name }) }),
 *   EntraClientModule.forApi('inventory', { baseUrl: 'https://inventory', scope: 'api://…/.default' }),
 * ]
 * ```
 */
@Module({})
export class EntraClientModule {
  /**
   * Once per application, in its root module. The boot fails with an {@link EntraConfigurationError}, a
   * {@link CredentialError} or an {@link AuthorityError} where waiting would not help.
   */
  static forRoot(options: EntraClientOptions): DynamicModule {
    return EntraClientModule.forRootAsync({ useFactory: () => options });
  }

  /** {@link EntraClientModule.forRoot}, with options that are injected. */
  static forRootAsync({
    imports = [],
    inject = [],
    useFactory,
  }: AsyncOptions<EntraClientOptions>): DynamicModule {
    return {
      module: EntraClientModule,
      global: true,
      imports,
      providers: [{ provide: ENTRA_CLIENT_OPTIONS, inject, useFactory }, ...rootProviders],
      exports: [TokenProvider, EntraTokenHealth, AcquireMetrics],
    };
  }

  /** An API that this application calls; `@InjectApi(name)` gives its client. */
  static forApi(name: string, options: ApiOptions): DynamicModule {
    return EntraClientModule.forApiAsync(name, { useFactory: () => options });
  }

  /** {@link EntraClientModule.forApi}, with options that are injected. */
  static forApiAsync(
    name: string,
    { imports = [], inject = [], useFactory }: AsyncOptions<ApiOptions>,
  ): DynamicModule {
    return {
      module: EntraClientModule,
      imports,
      providers: [
        { provide: apiOptionsToken(name), inject, useFactory },
        {
          provide: apiToken(name),
          inject: [apiOptionsToken(name), TokenProvider, AcquireMetrics],
          useFactory: (options: ApiOptions, tokens: TokenProvider, metrics: AcquireMetrics) =>
            new ApiClient(name, options, tokens, metrics),
        },
      ],
      exports: [apiToken(name)],
    };
  }
}

const rootProviders: Provider[] = [
  { provide: ENTRA_CLIENT_SETTING, inject: [ENTRA_CLIENT_OPTIONS], useFactory: parseOptions },
  { provide: AcquireMetrics, useFactory: () => new AcquireMetrics() },
  {
    provide: CredentialStore,
    inject: [ENTRA_CLIENT_SETTING, AcquireMetrics],
    useFactory: ({ sources, clock, credentials }: EntraClientSetting, metrics: AcquireMetrics) =>
      new CredentialStore(sources, clock, credentials, metrics),
  },
  {
    provide: IssuerTransport,
    inject: [ENTRA_CLIENT_SETTING],
    useFactory: ({ tokenRequest }: EntraClientSetting) => new IssuerTransport(tokenRequest),
  },
  {
    provide: TokenRequester,
    inject: [ENTRA_CLIENT_SETTING, IssuerTransport, CredentialStore],
    useFactory: (setting: EntraClientSetting, transport: IssuerTransport, credentials: CredentialStore) =>
      new TokenRequester({ ...setting, transport }, credentials),
  },
  {
    provide: TokenProvider,
    inject: [ENTRA_CLIENT_SETTING, TokenRequester, AcquireMetrics],
    useFactory: (
      { clock, refresh }: EntraClientSetting,
      requester: TokenRequester,
      metrics: AcquireMetrics,
    ) => new TokenProvider((scope) => requester.requestToken(scope), refresh, clock, metrics),
  },
  {
    provide: EntraTokenHealth,
    inject: [CredentialStore, TokenProvider],
    useFactory: (credentials: CredentialStore, tokens: TokenProvider) =>
      new EntraTokenHealth(credentials, tokens),
  },
  {
    provide: EntraClientLifecycle,
    inject: [
      ENTRA_CLIENT_SETTING,
      CredentialStore,
      TokenRequester,
      TokenProvider,
      IssuerTransport,
      AcquireMetrics,
    ],
    useFactory: (...parts: ConstructorParameters<typeof EntraClientLifecycle>) =>
      new EntraClientLifecycle(...parts),
  },
];
