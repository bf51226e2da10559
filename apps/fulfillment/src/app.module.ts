import { type DynamicModule, Module } from '@nestjs/common';
import { EntraClientModule, entraClientOptions } from '@nest-entra/auth/acquire';
import { EntraApiModule, entraApiOptions } from '@nest-entra/auth/protect';
import { PostgresModule } from '@nest-entra/service-kit/postgres';
import { type FulfillmentConfig } from './config.js';
import { migrations } from './migrations/index.js';
import { orderRoles } from './orders/order-roles.js';
import { OrdersModule } from './orders/orders.module.js';

@Module({})
export class AppModule {
  static forRoot(config: FulfillmentConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        EntraApiModule.forRoot({ ...entraApiOptions(config), roles: orderRoles }),
        EntraClientModule.forRoot(entraClientOptions(config)),
        PostgresModule.forRoot({ url: config.DATABASE_URL, applicationName: 'fulfillment', migrations }),
        OrdersModule.forRoot({
          databaseUrl: config.DATABASE_URL,
          deadlineMs: config.ORDER_DEADLINE_MS,
          inventory: { baseUrl: config.INVENTORY_URL, scope: config.INVENTORY_SCOPE },
        }),
      ],
    };
  }
}
