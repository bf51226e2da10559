import { type DynamicModule, Module } from '@nestjs/common';
import { defineRoles, EntraApiModule, entraApiOptions } from '@nest-entra/auth/protect';
import { inventoryRoles } from '@nest-entra/inventory-contract';
import { PostgresModule } from '@nest-entra/service-kit/postgres';
import { type Clock } from './clock.js';
import { type InventoryConfig } from './config.js';
import { migrations } from './database/migrations/index.js';
import { InventoryModule } from './inventory.module.js';

/** Inventory behind its guard and on its database. */
@Module({})
export class AppModule {
  static forRoot(config: InventoryConfig, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        // with its roles the boot fails on a decorator that names any other
        EntraApiModule.forRoot({ ...entraApiOptions(config), roles: defineRoles(inventoryRoles) }),
        PostgresModule.forRoot({ url: config.DATABASE_URL, applicationName: 'inventory', migrations }),
        InventoryModule.forRoot({
          reservationTtlSeconds: config.RESERVATION_TTL_SECONDS,
          demoStock: config.SEED_DEMO_STOCK,
          clock,
        }),
      ],
    };
  }
}
