import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, SystemClock } from './clock.js';
import { Transactions } from './database/transactions.js';
import { ExpiryWorker } from './reservations/expiry.worker.js';
import { ReservationMetrics } from './reservations/reservation-metrics.js';
import { RESERVATION_TTL_SECONDS } from './reservations/reservation-settings.js';
import { ReservationsController } from './reservations/reservations.controller.js';
import { ReservationsRepository } from './reservations/reservations.repository.js';
import { ReservationsService } from './reservations/reservations.service.js';
import { DemoStock } from './stock/demo-stock.js';
import { MovementsRepository } from './stock/movements.repository.js';
import { StockController } from './stock/stock.controller.js';
import { StockRepository } from './stock/stock.repository.js';
import { StockService } from './stock/stock.service.js';

export interface InventoryOptions {
  /** How long a hold lives. */
  readonly reservationTtlSeconds: number;
  /** Put something on the shelves that is there to be played with. */
  readonly demoStock: boolean;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}

/**
 * What Inventory does, apart from who may ask for it. Stock and reservations share their transactions, hence one
 * module: a border between them would be pretence.
 */
@Module({})
export class InventoryModule {
  static forRoot({ reservationTtlSeconds, demoStock, clock }: InventoryOptions): DynamicModule {
    return {
      module: InventoryModule,
      controllers: [StockController, ReservationsController],
      providers: [
        { provide: Clock, useValue: clock ?? new SystemClock() },
        { provide: RESERVATION_TTL_SECONDS, useValue: reservationTtlSeconds },
        Transactions,
        StockRepository,
        MovementsRepository,
        StockService,
        ReservationsRepository,
        ReservationsService,
        ReservationMetrics,
        ExpiryWorker,
        ...(demoStock ? [DemoStock] : []),
      ],
    };
  }
}
