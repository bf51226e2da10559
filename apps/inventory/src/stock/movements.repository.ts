import { Injectable } from '@nestjs/common';
import { type Movement } from '@nest-entra/inventory-contract';
import { type Kysely, type Selectable } from 'kysely';
import { type Database, type MovementTable } from '../database/schema.js';

/** Reads the ledger; only {@link StockRepository} writes it. */
@Injectable()
export class MovementsRepository {
  /** The movements of one item that came before version `before`, newest first. */
  async page(db: Kysely<Database>, sku: string, limit: number, before?: number): Promise<Movement[]> {
    const rows = await db
      .selectFrom('movement')
      .selectAll()
      .where('sku', '=', sku)
      .$if(before !== undefined, (query) => query.where('version', '<', String(before)))
      .orderBy('version', 'desc')
      .limit(limit)
      .execute();
    return rows.map(movementOf);
  }
}

function movementOf(row: Selectable<MovementTable>): Movement {
  return {
    sku: row.sku,
    version: Number(row.version),
    cause: row.cause,
    onHandChange: row.on_hand_change,
    reservedChange: row.reserved_change,
    onHand: row.on_hand,
    reserved: row.reserved,
    ...(row.reservation_id === null ? {} : { reservationId: row.reservation_id }),
    caller: row.caller,
    at: row.at.toISOString(),
  };
}
