import { Injectable, Logger } from '@nestjs/common';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Kysely } from 'kysely';
import { type FulfillmentDatabase } from '../database.js';
import { fulfillmentProblem } from '../fulfillment-problems.js';
import { OrderJobs } from '../jobs/order-jobs.js';
import { afterCancelRequest, isSettled, type Order } from './order.js';
import { answerOf, type OrderAnswer } from './order-answer.js';
import { type Visibility } from './order-owner.js';
import { OrderPlacement, type PlaceOrder } from './order-placement.js';
import { answeredAfterMs, OrderPolicy } from './order-policy.js';
import { represent } from './order-representation.js';
import { OrderWalk } from './order-walk.js';
import { type OrderFilter, type OrderPosition, OrdersRepository } from './orders.repository.js';

@Injectable()
export class OrdersService {
  private readonly logger = new Logger(OrdersService.name);

  constructor(
    @InjectDatabase() private readonly db: Kysely<FulfillmentDatabase>,
    private readonly placement: OrderPlacement,
    private readonly orders: OrdersRepository,
    private readonly walk: OrderWalk,
    private readonly jobs: OrderJobs,
    private readonly policy: OrderPolicy,
  ) {}

  /** Accepts an order, and takes it as far as it gets before the deadline. Its job does the rest. */
  async place(request: PlaceOrder): Promise<OrderAnswer> {
    const acceptance = await this.placement.accept(request);
    if (acceptance.kind === 'known') return acceptance.answer;

    const order = await this.walkUntilDeadline(acceptance.order);
    const answer = answerOf(order);
    await this.bestEffort('store the answer', () => this.placement.answered(acceptance.use, answer));
    const { jobId } = acceptance;
    if (jobId !== undefined && isSettled(order.progress)) {
      await this.bestEffort('discard the job', () => this.jobs.discard(jobId));
    }
    return answer;
  }

  async get(id: string, visibility: Visibility): Promise<Order> {
    const order = await this.orders.findVisible(id, visibility);
    if (!order) throw fulfillmentProblem('ORDER_UNKNOWN');
    return order;
  }

  list(visibility: Visibility, filter: OrderFilter, limit: number, after?: OrderPosition): Promise<Order[]> {
    return this.orders.list(visibility, filter, limit, after);
  }

  /**
   * Cancels, or lets Inventory decide whether that came in time. The wish is stored before anybody is asked,
   * so it survives whatever happens next. Returns an order that is cancelled, or still to be decided.
   */
  async cancel(id: string, visibility: Visibility): Promise<Order> {
    const wished = await this.storeCancelRequest(id, visibility);
    const order = await this.walkUntilDeadline(wished);
    if (afterCancelRequest(order.progress)) return order;
    throw fulfillmentProblem('ORDER_NOT_CANCELLABLE', represent(order));
  }

  private async storeCancelRequest(id: string, visibility: Visibility): Promise<Order> {
    for (;;) {
      const order = await this.get(id, visibility);
      const cancelled = afterCancelRequest(order.progress);
      if (!cancelled || cancelled === order.progress) return order;
      const stored = await this.db.transaction().execute(async (trx) => {
        const advanced = await this.orders.advance(order, cancelled, { trx });
        if (advanced) await this.jobs.reschedule(trx, id, answeredAfterMs(this.policy));
        return advanced;
      });
      if (stored) return stored;
      // Somebody moved the order meanwhile. It can only move a few times, so this ends.
    }
  }

  /** What goes wrong here is not the customer's concern: the order is accepted, and its job goes on with it. */
  private async walkUntilDeadline(order: Order): Promise<Order> {
    const deadline = new AbortController();
    // `AbortSignal.timeout` would fire for every order, seconds after its answer
    const timer = setTimeout(() => deadline.abort(), this.policy.deadlineMs);
    try {
      const result = await this.walk.walk(order, deadline.signal);
      return result.order;
    } catch (error) {
      this.logger.error(
        { event: 'order.walk-failed', orderId: order.id, err: error },
        'a walk failed: the job goes on with the order',
      );
      return order;
    } finally {
      clearTimeout(timer);
    }
  }

  /** For work that only saves work later: without it, everything still comes out right. */
  private async bestEffort(what: string, effort: () => Promise<void>): Promise<void> {
    try {
      await effort();
    } catch (error) {
      this.logger.warn({ event: 'order.effort-failed', what, err: error }, 'could not save some work');
    }
  }
}
