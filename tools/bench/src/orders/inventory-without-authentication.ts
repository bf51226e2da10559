import { Module } from '@nestjs/common';
import { InventoryModule } from '@nest-entra/inventory/dist/inventory.module.js';
import { configSchema } from '@nest-entra/inventory/dist/config.js';
import { migrations } from '@nest-entra/inventory/dist/database/migrations/index.js';
import { readConfig, startService } from '@nest-entra/service-kit';
import { PostgresHealth, PostgresModule } from '@nest-entra/service-kit/postgres';
import { everybodyMayCall } from './everybody.guard.js';

// Inventory as its main.ts composes it, but for the guard. It exists here only: the product has no such switch.

@Module({})
class InventoryWithoutAuthentication {}

const config = readConfig(configSchema);

await startService({
  name: 'inventory',
  module: {
    module: InventoryWithoutAuthentication,
    imports: [
      PostgresModule.forRoot({ url: config.DATABASE_URL, applicationName: 'inventory', migrations }),
      InventoryModule.forRoot({
        reservationTtlSeconds: config.RESERVATION_TTL_SECONDS,
        demoStock: config.SEED_DEMO_STOCK,
      }),
    ],
    providers: [everybodyMayCall],
  },
  config,
  readiness: [PostgresHealth],
});
