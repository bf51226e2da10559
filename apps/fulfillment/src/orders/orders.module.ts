import { type DynamicModule, Module } from '@nestjs/common';
import { type ApiOptions } from '@nest-entra/auth/acquire';
import { Clock } from '../clock.js';
import { IdempotencyKeysRepository } from '../idempotency/idempotency-keys.repository.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { JobsOptions } from '../jobs/jobs-options.js';
import { OrderJobs } from '../jobs/order-jobs.js';
import { OrderReconciler } from '../jobs/order-reconciler.js';
import { OrderWorker } from '../jobs/order-worker.js';
import { OrderMetrics } from './order-metrics.js';
import { OrderPlacement } from './order-placement.js';
import { OrderPolicy } from './order-policy.js';
import { OrderWalk } from './order-walk.js';
import { OrdersController } from './orders.controller.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';

export type OrdersModuleOptions = JobsOptions & OrderPolicy & { readonly inventory: ApiOptions };

@Module({})
export class OrdersModule {
  static forRoot(options: OrdersModuleOptions): DynamicModule {
    return {
      module: OrdersModule,
      imports: [InventoryModule.forRoot(options.inventory)],
      controllers: [OrdersController],
      providers: [
        { provide: JobsOptions, useValue: options },
        { provide: OrderPolicy, useValue: options },
        Clock,
        OrdersRepository,
        IdempotencyKeysRepository,
        OrderMetrics,
        OrderWalk,
        OrderPlacement,
        OrdersService,
        OrderJobs,
        OrderWorker,
        OrderReconciler,
      ],
    };
  }
}
