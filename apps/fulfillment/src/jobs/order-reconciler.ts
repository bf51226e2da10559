import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock.js';
import { IdempotencyKeysRepository } from '../idempotency/idempotency-keys.repository.js';
import { OrdersRepository } from '../orders/orders.repository.js';
import { OrderJobs } from './order-jobs.js';

const INTERVAL_MS = 30_000;
/** Younger orders are still in the hands of their request. */
const UNTOUCHED_FOR_MS = 15_000;
const PAGE_SIZE = 500;
const PURGE_LIMIT = 5_000;

/**
 * The safety net: whatever becomes of a job (deleted by hand, retries used up, kept too long), an order that is not
 * settled gets another one. Every replica does this; a job that exists makes the attempt a no-op.
 */
@Injectable()
export class OrderReconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OrderReconciler.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly orders: OrdersRepository,
    private readonly keys: IdempotencyKeysRepository,
    private readonly jobs: OrderJobs,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.tick();
    this.timer = setInterval(() => this.tick(), INTERVAL_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async reconcile(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - UNTOUCHED_FOR_MS);
    let lastId: string | undefined;
    do {
      const ids = await this.orders.unsettledIds(before, PAGE_SIZE, lastId);
      const created = ids.length > 0 ? await this.jobs.enqueueMissing(ids) : 0;
      if (created > 0)
        this.logger.warn({ event: 'orders.reconciled', jobs: created }, 'orders had lost their jobs');
      lastId = ids.length === PAGE_SIZE ? ids.at(-1) : undefined;
    } while (lastId !== undefined);
    await this.keys.purgeExpired(PURGE_LIMIT);
  }

  private tick(): void {
    this.running = this.running
      .then(() => this.reconcile())
      .catch((error: unknown) =>
        this.logger.error({ event: 'orders.reconcile-failed', err: error }, 'the next round tries again'),
      );
  }
}
