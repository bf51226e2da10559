import { Injectable } from '@nestjs/common';
import { type Stock } from '@nest-entra/inventory-contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { type Database, type StockTable } from '../database/schema.js';
import { type Author, type Cause, type Line, stepEffects } from './stock-change.js';

/** Stock rows. Whatever changes one writes its movement, too: there is no other way in. */
@Injectable()
export class StockRepository {
  async find(db: Kysely<Database>, sku: string): Promise<Stock | undefined> {
    const row = await db.selectFrom('stock').selectAll().where('sku', '=', sku).executeTakeFirst();
    return row && stockOf(row);
  }

  /** Items after `after` in SKU order. */
  async page(db: Kysely<Database>, limit: number, after?: string): Promise<Stock[]> {
    const rows = await db
      .selectFrom('stock')
      .selectAll()
      .$if(after !== undefined, (query) => query.where('sku', '>', after ?? ''))
      .orderBy('sku')
      .limit(limit)
      .execute();
    return rows.map(stockOf);
  }

  /**
   * Locks these items until the transaction ends, in SKU order whatever order they are named in, and reads them
   * as they are once locked. Every change of stock goes through here first; that is what rules deadlocks out.
   */
  async lock(trx: Transaction<Database>, items: readonly Pick<Line, 'sku'>[]): Promise<Map<string, Stock>> {
    const skus = items.map(({ sku }) => sku);
    const rows = await trx
      .selectFrom('stock')
      .selectAll()
      .where('sku', '=', sql<string>`ANY(${skus})`)
      .orderBy('sku')
      .forNoKeyUpdate()
      .execute();
    return new Map(rows.map((row) => [row.sku, stockOf(row)]));
  }

  /** One step of a reservation, over items that {@link lock} has locked. */
  async apply(trx: Transaction<Database>, lines: readonly Line[], cause: Cause): Promise<void> {
    const effect = stepEffects[cause.step];
    const skus = lines.map((line) => line.sku);
    const quantities = lines.map((line) => line.quantity);
    await sql`
      WITH line AS (
        SELECT * FROM unnest(${skus}::text[], ${quantities}::integer[]) AS line (sku, quantity)
      ), changed AS (
        UPDATE stock
        SET on_hand = on_hand + ${effect.onHand}::integer * quantity,
            reserved = reserved + ${effect.reserved}::integer * quantity,
            version = version + 1
        FROM line WHERE stock.sku = line.sku
        RETURNING stock.*, quantity
      )
      INSERT INTO movement (sku, version, cause, on_hand_change, reserved_change, on_hand, reserved,
                            reservation_id, caller, at)
      SELECT sku, version, ${cause.step}, ${effect.onHand}::integer * quantity,
             ${effect.reserved}::integer * quantity, on_hand, reserved,
             ${cause.reservationId}::uuid, ${cause.caller}, ${cause.at}::timestamptz
      FROM changed`.execute(trx);
  }

  /** Undefined when the item exists already. */
  async create(
    trx: Transaction<Database>,
    sku: string,
    onHand: number,
    by: Author,
  ): Promise<Stock | undefined> {
    const row = await trx
      .insertInto('stock')
      .values({ sku, on_hand: onHand, version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) await this.record(trx, stockOf(row), 'received', onHand, by);
    return row && stockOf(row);
  }

  /** Sets what is on hand of an item that {@link lock} has locked. */
  async setOnHand(trx: Transaction<Database>, before: Stock, onHand: number, by: Author): Promise<Stock> {
    const row = await trx
      .updateTable('stock')
      .set({ on_hand: onHand, version: before.version + 1 })
      .where('sku', '=', before.sku)
      .returningAll()
      .executeTakeFirstOrThrow();
    const change = onHand - before.onHand;
    await this.record(trx, stockOf(row), change > 0 ? 'received' : 'adjusted', change, by);
    return stockOf(row);
  }

  private async record(
    trx: Transaction<Database>,
    after: Stock,
    cause: 'received' | 'adjusted',
    onHandChange: number,
    by: Author,
  ): Promise<void> {
    await trx
      .insertInto('movement')
      .values({
        sku: after.sku,
        version: after.version,
        cause,
        on_hand_change: onHandChange,
        reserved_change: 0,
        on_hand: after.onHand,
        reserved: after.reserved,
        reservation_id: null,
        caller: by.caller,
        at: by.at,
      })
      .execute();
  }
}

function stockOf(row: Selectable<StockTable>): Stock {
  return {
    sku: row.sku,
    onHand: row.on_hand,
    reserved: row.reserved,
    available: row.on_hand - row.reserved,
    version: Number(row.version),
  };
}
