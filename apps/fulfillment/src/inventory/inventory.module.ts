import { type DynamicModule, Module } from '@nestjs/common';
import { type ApiOptions, EntraClientModule } from '@nest-entra/auth/acquire';
import { INVENTORY_API, InventoryGateway } from './inventory.gateway.js';

/** The way to the Inventory service. */
@Module({})
export class InventoryModule {
  static forRoot(api: ApiOptions): DynamicModule {
    return {
      module: InventoryModule,
      imports: [EntraClientModule.forApi(INVENTORY_API, api)],
      providers: [InventoryGateway],
      exports: [InventoryGateway],
    };
  }
}
