import { EntraKeysHealth, requirementOf } from '@nest-entra/auth/protect';
import { type ServiceOptions } from '@nest-entra/service-kit';
import { PostgresHealth } from '@nest-entra/service-kit/postgres';
import { AppModule } from './app.module.js';
import { type Clock } from './clock.js';
import { type InventoryConfig } from './config.js';

/** The service as main.ts runs it and as tests run it. */
export function serviceOptions(config: InventoryConfig, clock?: Clock): ServiceOptions {
  return {
    name: 'inventory',
    module: AppModule.forRoot(config, clock),
    config,
    readiness: [PostgresHealth, EntraKeysHealth],
    requirementOf,
    openApi: {
      title: 'Inventory',
      version: '1.0.0',
      description: 'Stock and reservations. Callers are applications; paste a token to try it.',
      // app roles only: there is no delegated scope that a person could sign in for
      signIn: { kind: 'bearer' },
    },
  };
}
