import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Kysely } from 'kysely';
import { Clock } from '../clock.js';
import { type FulfillmentDatabase } from '../database.js';
import { fulfillmentProblem } from '../fulfillment-problems.js';
import { fingerprintOf } from '../idempotency/fingerprint.js';
import { IdempotencyKeysRepository, type KeyUse } from '../idempotency/idempotency-keys.repository.js';
import { OrderJobs } from '../jobs/order-jobs.js';
import { type Order, type OrderLine, type OrderOwner } from './order.js';
import { answerOf, type OrderAnswer } from './order-answer.js';
import { ownerKey } from './order-owner.js';
import { answeredAfterMs, KEY_LIFETIME_MS, OrderPolicy } from './order-policy.js';
import { currentTraceparent } from './order-trace.js';
import { OrdersRepository } from './orders.repository.js';

/** What somebody wants to have, and the key that makes wanting it twice the same as once. */
export interface PlaceOrder {
  readonly owner: OrderOwner;
  readonly key: string;
  readonly lines: readonly OrderLine[];
}

export type Acceptance =
  | {
      readonly kind: 'accepted';
      readonly order: Order;
      readonly use: KeyUse;
      readonly jobId: string | undefined;
    }
  | { readonly kind: 'known'; readonly answer: OrderAnswer };

/** The first transaction of an order's life. */
@Injectable()
export class OrderPlacement {
  constructor(
    @InjectDatabase() private readonly db: Kysely<FulfillmentDatabase>,
    private readonly orders: OrdersRepository,
    private readonly keys: IdempotencyKeysRepository,
    private readonly jobs: OrderJobs,
    private readonly policy: OrderPolicy,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores key, order and job in one transaction, so that none of them is ever there without the others;
   * or finds that this caller has used the key before.
   */
  async accept({ owner, key, lines }: PlaceOrder): Promise<Acceptance> {
    const order = this.newOrder(owner, lines);
    const placedAt = order.createdAt.getTime();
    const use: KeyUse = {
      owner: ownerKey(owner),
      key,
      fingerprint: fingerprintOf(lines),
      orderId: order.id,
      deadlineAt: new Date(placedAt + answeredAfterMs(this.policy)),
      expiresAt: new Date(placedAt + KEY_LIFETIME_MS),
    };

    const accepted = await this.db.transaction().execute(async (trx) => {
      if (!(await this.keys.claim(trx, use))) return undefined;
      await this.orders.insert(trx, order);
      const jobId = await this.jobs.enqueue(trx, order.id, answeredAfterMs(this.policy));
      return { kind: 'accepted', order, use, jobId } as const;
    });
    // Outside of the transaction: who holds one connection and waits for another can wait for ever.
    return accepted ?? { kind: 'known', answer: await this.answerAgain(use) };
  }

  /** Keeps what the first request is answered, for every repetition of it. */
  async answered(use: KeyUse, answer: OrderAnswer): Promise<void> {
    await this.keys.storeAnswer(use, answer);
  }

  /**
   * The first request's answer. It may have died before it gave one; once it cannot answer any more,
   * the order itself is the answer.
   */
  private async answerAgain(use: KeyUse): Promise<OrderAnswer> {
    const first = await this.keys.firstUse(use);
    if (first && first.fingerprint !== use.fingerprint) throw fulfillmentProblem('IDEMPOTENCY_KEY_REUSED');
    if (first?.answer) return first.answer;

    const waitMs = first ? first.deadlineAt.getTime() - this.clock.now().getTime() : 0;
    const order = first && waitMs <= 0 ? await this.orders.find(first.orderId) : undefined;
    if (order) return answerOf(order);
    const retryAfter = String(Math.max(1, Math.ceil(waitMs / 1000)));
    throw fulfillmentProblem('IDEMPOTENCY_KEY_IN_USE', {}, { 'retry-after': retryAfter });
  }

  private newOrder(owner: OrderOwner, lines: readonly OrderLine[]): Order {
    const now = this.clock.now();
    const traceparent = currentTraceparent();
    return {
      id: randomUUID(),
      owner,
      lines,
      reservationId: randomUUID(),
      progress: { state: 'pending' },
      version: 1,
      ...(traceparent === undefined ? {} : { traceparent }),
      createdAt: now,
      updatedAt: now,
    };
  }
}
