import { Injectable } from '@nestjs/common';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Kysely, type Transaction } from 'kysely';
import { Clock } from '../clock.js';
import { type FulfillmentDatabase } from '../database.js';
import { type OrderAnswer } from '../orders/order-answer.js';

/** A key belongs to one caller: two callers may use the same without ever meeting. */
export interface KeyOfCaller {
  readonly owner: string;
  readonly key: string;
}

export interface KeyUse extends KeyOfCaller {
  readonly fingerprint: string;
  readonly orderId: string;
  /** When the request that used the key first will have been answered, or have died. */
  readonly deadlineAt: Date;
  readonly expiresAt: Date;
}

export interface FirstUse {
  readonly fingerprint: string;
  readonly orderId: string;
  readonly deadlineAt: Date;
  readonly answer: OrderAnswer | undefined;
}

@Injectable()
export class IdempotencyKeysRepository {
  constructor(
    @InjectDatabase() private readonly db: Kysely<FulfillmentDatabase>,
    private readonly clock: Clock,
  ) {}

  /**
   * True for exactly one of any number of requests, on any number of replicas. While the transaction of the first
   * is open, others wait here for its end; so there is no moment between "is it there?" and "insert it".
   */
  async claim(trx: Transaction<FulfillmentDatabase>, use: KeyUse): Promise<boolean> {
    const columns = {
      fingerprint: use.fingerprint,
      order_id: use.orderId,
      deadline_at: use.deadlineAt,
      expires_at: use.expiresAt,
      answer: null,
    };
    const claimed = await trx
      .insertInto('idempotency_keys')
      .values({ owner: use.owner, key: use.key, ...columns })
      .onConflict((conflict) =>
        conflict
          .columns(['owner', 'key'])
          .doUpdateSet(columns)
          .where('idempotency_keys.expires_at', '<=', this.clock.now()),
      )
      .returning('order_id')
      .executeTakeFirst();
    return claimed !== undefined;
  }

  async firstUse({ owner, key }: KeyOfCaller): Promise<FirstUse | undefined> {
    const row = await this.db
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('owner', '=', owner)
      .where('key', '=', key)
      .executeTakeFirst();
    return (
      row && {
        fingerprint: row.fingerprint,
        orderId: row.order_id,
        deadlineAt: row.deadline_at,
        answer: row.answer ?? undefined,
      }
    );
  }

  /** Keeps what the first request was answered. */
  async storeAnswer({ owner, key }: KeyOfCaller, answer: OrderAnswer): Promise<void> {
    await this.db
      .updateTable('idempotency_keys')
      .set({ answer: JSON.stringify(answer) })
      .where('owner', '=', owner)
      .where('key', '=', key)
      .where('order_id', '=', answer.order.id)
      .execute();
  }

  /** Forgets keys whose time is over; `limit` keeps it from holding many locks at once. */
  async purgeExpired(limit: number): Promise<void> {
    await this.db
      .deleteFrom('idempotency_keys')
      .where((eb) =>
        eb(
          eb.refTuple('owner', 'key'),
          'in',
          eb
            .selectFrom('idempotency_keys')
            .select(['owner', 'key'])
            .where('expires_at', '<=', this.clock.now())
            .limit(limit)
            .$asTuple('owner', 'key'),
        ),
      )
      .execute();
  }
}
