import { type DynamicModule, Module } from '@nestjs/common';
import { ApiClient } from '@nest-entra/auth/acquire';
import { FulfillmentConfig } from '@nest-entra/fulfillment/dist/config.js';
import { InventoryGateway } from '@nest-entra/fulfillment/dist/inventory/inventory.gateway.js';
import { migrations } from '@nest-entra/fulfillment/dist/migrations/index.js';
import { OrdersModule } from '@nest-entra/fulfillment/dist/orders/orders.module.js';
import { readConfig, startService } from '@nest-entra/service-kit';
import { PostgresHealth, PostgresModule } from '@nest-entra/service-kit/postgres';
import { everybodyMayCall } from './everybody.guard.js';
import { noMetrics, noTokens } from './no-tokens.js';

// Fulfillment as its main.ts composes it, but for the guard and the tokens. It exists here only: the product has no
// such switch.

@Module({})
class InventoryWithoutTokens {}
@Module({})
class FulfillmentWithoutAuthentication {}

const config = readConfig(FulfillmentConfig);
const inventory = { baseUrl: config.INVENTORY_URL, scope: config.INVENTORY_SCOPE };

/** The same client with its deadlines, retries and circuit breaker; only the token is missing. */
const inventoryModule: DynamicModule = {
  module: InventoryWithoutTokens,
  providers: [
    {
      provide: InventoryGateway,
      useFactory: () => new InventoryGateway(new ApiClient('inventory', inventory, noTokens, noMetrics)),
    },
  ],
  exports: [InventoryGateway],
};

await startService({
  name: 'fulfillment',
  module: {
    module: FulfillmentWithoutAuthentication,
    imports: [
      PostgresModule.forRoot({ url: config.DATABASE_URL, applicationName: 'fulfillment', migrations }),
      {
        ...OrdersModule.forRoot({
          databaseUrl: config.DATABASE_URL,
          deadlineMs: config.ORDER_DEADLINE_MS,
          inventory,
        }),
        imports: [inventoryModule],
      },
    ],
    providers: [everybodyMayCall],
  },
  config,
  readiness: [PostgresHealth],
});
