import { Injectable } from '@nestjs/common';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, type Transaction } from 'kysely';
import { Clock } from '../clock.js';
import { type FulfillmentDatabase } from '../database.js';
import { type Fault, type Order, type OrderState, type Progress } from './order.js';
import { type Visibility } from './order-owner.js';
import { fromRow, progressColumns, toRow } from './order-row.js';

export interface OrderFilter {
  readonly state?: OrderState | undefined;
  readonly attention?: boolean | undefined;
}

/** A place between two orders of a list: right after this one. */
export interface OrderPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** What is left to do, over all orders. */
export interface Backlog {
  readonly waiting: number;
  readonly parked: number;
  /** When the oldest of them was placed. */
  readonly oldest: Date | undefined;
}

@Injectable()
export class OrdersRepository {
  constructor(
    @InjectDatabase() private readonly db: Kysely<FulfillmentDatabase>,
    private readonly clock: Clock,
  ) {}

  async insert(trx: Transaction<FulfillmentDatabase>, order: Order): Promise<void> {
    await trx.insertInto('orders').values(toRow(order)).execute();
  }

  async find(id: string): Promise<Order | undefined> {
    const row = await this.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst();
    return row && fromRow(row);
  }

  async findVisible(id: string, visibility: Visibility): Promise<Order | undefined> {
    const row = await this.db
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', id)
      .where((eb) => visible(eb, visibility))
      .executeTakeFirst();
    return row && fromRow(row);
  }

  /** Newest first. */
  async list(
    visibility: Visibility,
    filter: OrderFilter,
    limit: number,
    after?: OrderPosition,
  ): Promise<Order[]> {
    let query = this.db
      .selectFrom('orders')
      .selectAll()
      .where((eb) => visible(eb, visibility));
    if (filter.state) query = query.where('state', '=', filter.state);
    if (filter.attention !== undefined) {
      query = query.where('attention', filter.attention ? 'is not' : 'is', null);
    }
    if (after) {
      query = query.where((eb) =>
        eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(after.createdAt, after.id)),
      );
    }
    const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    return rows.map(fromRow);
  }

  /**
   * Stores the next progress of an order, on top of the version it was decided on and on no other: of two replicas,
   * or a request and a job, that act on one order, one succeeds and the other gets `undefined` and looks again.
   * An order that moves is no longer parked.
   */
  async advance(
    order: Order,
    progress: Progress,
    options: { reservationId?: string; trx?: Transaction<FulfillmentDatabase> } = {},
  ): Promise<Order | undefined> {
    return this.update(
      order,
      {
        ...progressColumns(progress),
        reservation_id: options.reservationId ?? order.reservationId,
        attention: null,
        attention_since: null,
      },
      options.trx,
    );
  }

  /** Marks an order as needing somebody's attention; its progress stays. */
  async park(order: Order, fault: Fault): Promise<Order | undefined> {
    return this.update(order, { attention: fault, attention_since: this.clock.now() });
  }

  /** Orders with something left to do that nobody touched since `before`, in id order, a page at a time. */
  async unsettledIds(before: Date, limit: number, afterId?: string): Promise<string[]> {
    let query = this.db.selectFrom('orders').select('id').where(unsettled).where('updated_at', '<', before);
    if (afterId !== undefined) query = query.where('id', '>', afterId);
    const rows = await query.orderBy('id').limit(limit).execute();
    return rows.map((row) => row.id);
  }

  /** Reads the index of unsettled orders, which is as long as the answer is large. */
  async backlog(): Promise<Backlog> {
    const { waiting, parked, oldest } = await this.db
      .selectFrom('orders')
      .select(({ fn }) => [
        fn.countAll<string>().filterWhere('attention', 'is', null).as('waiting'),
        fn.countAll<string>().filterWhere('attention', 'is not', null).as('parked'),
        fn.min<Date | null>('created_at').as('oldest'),
      ])
      .where(unsettled)
      .executeTakeFirstOrThrow();
    // a count is a bigint, which pg reads as text
    return { waiting: Number(waiting), parked: Number(parked), oldest: oldest ?? undefined };
  }

  private async update(
    order: Order,
    columns: Partial<ReturnType<typeof toRow>>,
    db: Kysely<FulfillmentDatabase> = this.db,
  ): Promise<Order | undefined> {
    const row = await db
      .updateTable('orders')
      .set({ ...columns, version: order.version + 1, updated_at: this.clock.now() })
      .where('id', '=', order.id)
      .where('version', '=', order.version)
      .returningAll()
      .executeTakeFirst();
    return row && fromRow(row);
  }
}

/** In the words of the index `orders_unsettled`. */
function unsettled(eb: ExpressionBuilder<FulfillmentDatabase, 'orders'>): Expression<SqlBool> {
  return eb.or([
    eb('state', 'in', ['pending', 'reserved']),
    eb.and([eb('state', '=', 'cancelled'), eb('hold_released', '=', false)]),
  ]);
}

function visible(
  eb: ExpressionBuilder<FulfillmentDatabase, 'orders'>,
  visibility: Visibility,
): Expression<SqlBool> {
  switch (visibility.kind) {
    case 'tenant':
      return eb('tenant_id', '=', visibility.tenantId);
    case 'own': {
      const { kind, tenantId, id } = visibility.owner;
      return eb.and({ tenant_id: tenantId, owner_kind: kind, owner_id: id });
    }
  }
}
