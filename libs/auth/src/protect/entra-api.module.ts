import {
  type DynamicModule,
  type FactoryProvider,
  type InjectionToken,
  Inject,
  Module,
  type ModuleMetadata,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OptionalFactoryDependency,
} from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';
import { BootAudit } from './boot/boot-audit.js';
import { PlainRoutes } from './boot/plain-routes.js';
import { type EntraApiOptions } from './entra-api.options.js';
import { type EntraApiSettings, settingsOf } from './entra-api.settings.js';
import { EntraGuard } from './entra.guard.js';
import { RefusalWriter } from './http/refusal-writer.js';
import { EntraKeysHealth } from './keys.health.js';
import { DecisionRecorder } from './observe/decision-recorder.js';
import { Instruments } from './observe/instruments.js';
import { KeyLog } from './observe/key-log.js';
import { RouteRules } from './requirement/route-rules.js';
import { jwksRsaKeys } from './signing-keys/published-keys.js';
import { SigningKeySet } from './signing-keys/signing-key-set.js';
import { EntraJwtStrategy } from './token/entra-jwt.strategy.js';
import { type Moment } from './token/lifetime.js';
import { TokenVerification } from './token/token-verification.js';
import { type TrustedTenant } from './token/trusted-tenant.js';
import { VerifiedTokenCache } from './token/verified-token-cache.js';

const SETTINGS = Symbol('EntraApiSettings');
const TENANTS = Symbol('TrustedTenants');
type Tenants = readonly [TrustedTenant, ...TrustedTenant[]];

/** How {@link EntraApiModule.forRootAsync} comes by its options. */
export interface EntraApiAsyncOptions {
  readonly imports?: ModuleMetadata['imports'];
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Nest's own factories are typed so: it injects what `inject` names
  readonly useFactory: (...dependencies: any[]) => EntraApiOptions | Promise<EntraApiOptions>;
}

/**
 * Protects an API with tokens of Microsoft Entra: a global guard that denies by default, and an audit that fails the
 * boot if a route does not say who may call it.
 *
 * @example
 * ```ts
 * @Module({ imports: [EntraApiModule.forRoot({ tenantId, clientId })] })
 * export class AppModule {}
 * ```
 */
@Module({})
export class EntraApiModule implements OnApplicationBootstrap, OnModuleDestroy {
  #endObservation: (() => void) | undefined;

  /** @internal Nest makes it. */
  constructor(
    @Inject(TENANTS) private readonly tenants: Tenants,
    private readonly instruments: Instruments,
  ) {}

  /** Once per application, in its root module. An option that cannot be meant fails the boot with an {@link EntraConfigurationError}. */
  static forRoot(options: EntraApiOptions): DynamicModule {
    return EntraApiModule.forRootAsync({ useFactory: () => options });
  }

  /** {@link EntraApiModule.forRoot}, with options that are injected. */
  static forRootAsync({ imports = [], inject = [], useFactory }: EntraApiAsyncOptions): DynamicModule {
    const settings: FactoryProvider<Promise<EntraApiSettings>> = {
      provide: SETTINGS,
      inject,
      useFactory: async (...dependencies: unknown[]) => settingsOf(await useFactory(...dependencies)),
    };
    return {
      module: EntraApiModule,
      imports: [DiscoveryModule, ...imports],
      providers: [settings, ...providers, { provide: APP_GUARD, useExisting: EntraGuard }],
      exports: [EntraKeysHealth],
    };
  }

  /** Fetches the keys ahead of the first request. The boot does not wait: until they are there, the answer is 503. */
  onApplicationBootstrap(): void {
    const keySets = this.tenants.map(({ keys }) => keys);
    for (const keys of keySets) keys.refreshIfDue();
    this.#endObservation = this.instruments.observeAges(keySets);
  }

  onModuleDestroy(): void {
    this.#endObservation?.();
  }
}

const providers: readonly FactoryProvider[] = [
  { provide: Instruments, useFactory: () => new Instruments() },
  {
    provide: TENANTS,
    inject: [SETTINGS, Instruments],
    useFactory: (
      { authorities, keys: policy, clock }: EntraApiSettings,
      instruments: Instruments,
    ): Tenants => {
      const log = new KeyLog(instruments);
      const [first, ...others] = authorities.map((authority) => ({
        authority,
        keys: new SigningKeySet(authority, jwksRsaKeys(authority.keysUri, policy), policy, clock, log),
      }));
      return [first as TrustedTenant, ...others];
    },
  },
  {
    provide: EntraKeysHealth,
    inject: [TENANTS],
    useFactory: (tenants: Tenants) => new EntraKeysHealth(tenants.map(({ keys }) => keys)),
  },
  {
    provide: EntraJwtStrategy,
    inject: [SETTINGS, TENANTS],
    useFactory: (settings: EntraApiSettings, tenants: Tenants) =>
      new EntraJwtStrategy(new TokenVerification(tenants, settings.audiences, momentOf(settings))),
  },
  {
    provide: EntraGuard,
    inject: [SETTINGS, EntraJwtStrategy, Instruments, HttpAdapterHost],
    useFactory: (
      settings: EntraApiSettings,
      strategy: EntraJwtStrategy,
      instruments: Instruments,
      host: HttpAdapterHost,
    ) =>
      new EntraGuard({
        strategy,
        rules: new RouteRules(),
        tokens: new VerifiedTokenCache(settings.maxCachedTokens),
        moment: momentOf(settings),
        allowedCallers: settings.allowedCallers,
        recorder: new DecisionRecorder(instruments, settings.onDecision),
        refusals: new RefusalWriter(host, settings.clientId),
      }),
  },
  {
    provide: PlainRoutes,
    inject: [HttpAdapterHost],
    useFactory: (host: HttpAdapterHost) => new PlainRoutes(host),
  },
  {
    provide: BootAudit,
    inject: [DiscoveryService, MetadataScanner, PlainRoutes, SETTINGS],
    useFactory: (
      discovery: DiscoveryService,
      scanner: MetadataScanner,
      plainRoutes: PlainRoutes,
      { roles }: EntraApiSettings,
    ) => new BootAudit(discovery, scanner, plainRoutes, roles),
  },
];

function momentOf({ clock, clockToleranceSeconds }: EntraApiSettings): () => Moment {
  return () => ({ nowSeconds: clock.now() / 1_000, toleranceSeconds: clockToleranceSeconds });
}
