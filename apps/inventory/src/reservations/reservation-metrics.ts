import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type BatchObservableCallback, metrics } from '@opentelemetry/api';
import { type Kysely } from 'kysely';
import { Clock } from '../clock.js';
import { type Database } from '../database/schema.js';
import { ReservationsRepository } from './reservations.repository.js';

/**
 * What is held, and whether the sweeper keeps up. Asked of the database, at every export and only while telemetry is
 * on: every replica shows the same number.
 */
@Injectable()
export class ReservationMetrics implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly meter = metrics.getMeter('@nest-entra/inventory');
  private readonly expired = this.meter.createCounter('inventory.reservation.expired', {
    unit: '{reservation}',
    description: 'Holds that ran out and were given back by this sweeper',
  });
  private readonly active = this.meter.createObservableGauge('inventory.reservation.active', {
    unit: '{reservation}',
    description: 'Reservations that hold stock, in time or overdue; the same number from every replica',
  });
  private readonly instruments = [this.active];

  constructor(
    @InjectDatabase() private readonly database: Kysely<Database>,
    private readonly reservations: ReservationsRepository,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.meter.addBatchObservableCallback(this.observe, this.instruments);
  }

  /** The last export comes after this, when there is no database to ask any more. */
  onModuleDestroy(): void {
    this.meter.removeBatchObservableCallback(this.observe, this.instruments);
  }

  swept(expired: number): void {
    this.expired.add(expired);
  }

  private readonly observe: BatchObservableCallback = async (result) => {
    const { inTime, overdue } = await this.reservations.active(this.database, this.clock.now());
    result.observe(this.active, inTime, { condition: 'in-time' });
    result.observe(this.active, overdue, { condition: 'overdue' });
  };
}
