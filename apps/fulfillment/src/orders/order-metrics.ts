import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type BatchObservableCallback, metrics } from '@opentelemetry/api';
import { Clock } from '../clock.js';
import { type Fault, type Order } from './order.js';
import { OrdersRepository } from './orders.repository.js';

/**
 * What tells whether orders flow: what becomes of them, how many are on their way, and since when.
 *
 * The backlog is asked of the database, at every export and only while telemetry is on. It is the queue itself and
 * not this process's share of it: every replica shows the same numbers.
 */
@Injectable()
export class OrderMetrics implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly meter = metrics.getMeter('@nest-entra/fulfillment');
  private readonly outcomes = this.meter.createCounter('fulfillment.order.outcomes', {
    unit: '{order}',
    description: 'Orders that were confirmed, rejected or cancelled, and each time that one was parked',
  });
  private readonly backlog = this.meter.createObservableGauge('fulfillment.order.backlog', {
    unit: '{order}',
    description: 'Orders with something left to do, waiting or parked; the same number from every replica',
  });
  private readonly oldest = this.meter.createObservableGauge('fulfillment.order.oldest_age', {
    unit: 's',
    description: 'Age of the oldest order with something left to do; 0 when there is none',
  });
  private readonly instruments = [this.backlog, this.oldest];

  constructor(
    private readonly orders: OrdersRepository,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.meter.addBatchObservableCallback(this.observe, this.instruments);
  }

  /** The last export comes after this, when there is no database to ask any more. */
  onModuleDestroy(): void {
    this.meter.removeBatchObservableCallback(this.observe, this.instruments);
  }

  /** Nothing is left to do for this order. */
  settled({ progress }: Order): void {
    this.outcomes.add(1, { outcome: progress.state });
  }

  parked(fault: Fault): void {
    this.outcomes.add(1, { outcome: 'parked', fault });
  }

  private readonly observe: BatchObservableCallback = async (result) => {
    const { waiting, parked, oldest } = await this.orders.backlog();
    result.observe(this.backlog, waiting, { condition: 'waiting' });
    result.observe(this.backlog, parked, { condition: 'parked' });
    result.observe(this.oldest, oldest ? (this.clock.now().getTime() - oldest.getTime()) / 1_000 : 0);
  };
}
