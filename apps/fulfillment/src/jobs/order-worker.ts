import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { continueTrace } from '../orders/order-trace.js';
import { OrderWalk, type WalkResult } from '../orders/order-walk.js';
import { OrdersRepository } from '../orders/orders.repository.js';
import { OrderJobs, type TurnResult } from './order-jobs.js';
import { JOB_TIME_LIMIT_MS, PARKED_RETRY_SECONDS } from './order-queue.js';

/** Finishes what requests left undone: because time was up, Inventory was away, or the process died. */
@Injectable()
export class OrderWorker implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: OrderJobs,
    private readonly orders: OrdersRepository,
    private readonly walk: OrderWalk,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.work((orderId, signal) => this.turn(orderId, signal));
  }

  private async turn(orderId: string, stop: AbortSignal): Promise<TurnResult> {
    const order = await this.orders.find(orderId);
    if (!order) return { done: true };
    const signal = AbortSignal.any([stop, AbortSignal.timeout(JOB_TIME_LIMIT_MS)]);
    const result = await continueTrace(order.traceparent, 'order.job', () => this.walk.walk(order, signal));
    return turnResultOf(result);
  }
}

function turnResultOf(result: WalkResult): TurnResult {
  switch (result.kind) {
    case 'settled':
      return { done: true };
    case 'parked':
      return { done: false, againAfterSeconds: PARKED_RETRY_SECONDS };
    case 'waiting':
      return result.retryAfterSeconds === undefined
        ? { done: false }
        : { done: false, againAfterSeconds: result.retryAfterSeconds };
  }
}
