import { type DynamicModule, Module } from '@nestjs/common';
import { EntraApiModule, entraApiOptions } from '@nest-entra/auth/protect';
import { PostgresModule } from '@nest-entra/service-kit/postgres';
import { Clock, SystemClock } from './clock.js';
import { type InventoryConfig } from './config.js';
import { migrations } from './database/migrations/index.js';
import { Transactions } from './database/transactions.js';
import { ExpiryWorker } from './reservations/expiry.worker.js';
import { RESERVATION_TTL_SECONDS } from './reservations/reservation-settings.js';
import { ReservationsController } from './reservations/reservations.controller.js';
import { ReservationsRepository } from './reservations/reservations.repository.js';
import { ReservationsService } from './reservations/reservations.service.js';
import { DemoStock } from './stock/demo-stock.js';
import { MovementsRepository } from './stock/movements.repository.js';
import { StockController } from './stock/stock.controller.js';
import { StockRepository } from './stock/stock.repository.js';
import { StockService } from './stock/stock.service.js';

/** Stock and reservations share one transaction, hence one module: a border between them would be pretence. */
@Module({})
export class AppModule {
  static forRoot(config: InventoryConfig, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        EntraApiModule.forRoot(entraApiOptions(config)),
        PostgresModule.forRoot({ url: config.DATABASE_URL, applicationName: 'inventory', migrations }),
      ],
      controllers: [StockController, ReservationsController],
      providers: [
        { provide: Clock, useValue: clock },
        { provide: RESERVATION_TTL_SECONDS, useValue: config.RESERVATION_TTL_SECONDS },
        Transactions,
        StockRepository,
        MovementsRepository,
        StockService,
        ReservationsRepository,
        ReservationsService,
        ExpiryWorker,
        ...(config.SEED_DEMO_STOCK ? [DemoStock] : []),
      ],
    };
  }
}
