import { Injectable } from '@nestjs/common';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { type Database, type ReservationTable } from '../database/schema.js';
import { type Line } from '../stock/stock-change.js';
import { type ReservationKey, type StoredReservation } from './reservation.js';

export type EndState = 'confirmed' | 'released' | 'expired';

@Injectable()
export class ReservationsRepository {
  async find(db: Kysely<Database>, key: ReservationKey): Promise<StoredReservation | undefined> {
    const row = await this.byKey(db, key).executeTakeFirst();
    return row && reservationOf(row);
  }

  /** Locked until the transaction ends, always before any stock row. */
  async lock(trx: Transaction<Database>, key: ReservationKey): Promise<StoredReservation | undefined> {
    const row = await this.byKey(trx, key).forUpdate().executeTakeFirst();
    return row && reservationOf(row);
  }

  /** {@link lock}, unless someone else has it locked: then it is being dealt with. */
  async lockIfFree(trx: Transaction<Database>, key: ReservationKey): Promise<StoredReservation | undefined> {
    const row = await this.byKey(trx, key).forUpdate().skipLocked().executeTakeFirst();
    return row && reservationOf(row);
  }

  /** Holds that have run out, the oldest first. */
  async due(db: Kysely<Database>, now: Date, limit: number): Promise<ReservationKey[]> {
    return db
      .selectFrom('reservation')
      .select(['caller', 'id'])
      .where('state', '=', 'held')
      .where('expires_at', '<=', now)
      .orderBy('expires_at')
      .limit(limit)
      .execute();
  }

  /** How many hold stock. Reads the index of holds, which is as long as the answer is large. */
  async active(
    db: Kysely<Database>,
    now: Date,
  ): Promise<{ readonly inTime: number; readonly overdue: number }> {
    const { inTime, overdue } = await db
      .selectFrom('reservation')
      .select(({ fn }) => [
        fn.countAll<string>().filterWhere('expires_at', '>', now).as('inTime'),
        fn.countAll<string>().filterWhere('expires_at', '<=', now).as('overdue'),
      ])
      .where('state', '=', 'held')
      .executeTakeFirstOrThrow();
    // a count is a bigint, which pg reads as text
    return { inTime: Number(inTime), overdue: Number(overdue) };
  }

  /**
   * False when this caller has used the id before. A concurrent insert of the same id is waited for, so that
   * "before" has one meaning.
   */
  async insert(trx: Transaction<Database>, reservation: StoredReservation): Promise<boolean> {
    const inserted = await trx
      .insertInto('reservation')
      .values({
        caller: reservation.caller,
        id: reservation.id,
        state: reservation.state,
        fingerprint: reservation.fingerprint ?? null,
        created_at: reservation.createdAt,
        expires_at: reservation.expiresAt,
        ended_at: reservation.endedAt ?? null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }

  async insertLines(
    trx: Transaction<Database>,
    { caller, id }: ReservationKey,
    lines: readonly Line[],
  ): Promise<void> {
    const rows = lines.map(({ sku, quantity }) => ({ caller, reservation_id: id, sku, quantity }));
    await trx.insertInto('reservation_line').values(rows).execute();
  }

  /** In SKU order. */
  async lines(db: Kysely<Database>, { caller, id }: ReservationKey): Promise<Line[]> {
    return db
      .selectFrom('reservation_line')
      .select(['sku', 'quantity'])
      .where('caller', '=', caller)
      .where('reservation_id', '=', id)
      .orderBy('sku')
      .execute();
  }

  async end(
    trx: Transaction<Database>,
    { caller, id }: ReservationKey,
    state: EndState,
    at: Date,
  ): Promise<void> {
    await trx
      .updateTable('reservation')
      .set({ state, ended_at: at })
      .where('caller', '=', caller)
      .where('id', '=', id)
      .execute();
  }

  /** Forgets up to `limit` reservations that ended before `before`; their movements stay. */
  async purge(db: Kysely<Database>, before: Date, limit: number): Promise<number> {
    const { numDeletedRows } = await db
      .deleteFrom('reservation')
      .where(sql<string>`(caller, id)`, 'in', (eb) =>
        eb
          .selectFrom('reservation')
          .select([sql<string>`caller`.as('caller'), 'id'])
          .where('state', '<>', 'held')
          .where('ended_at', '<', before)
          .orderBy('ended_at')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  private byKey(db: Kysely<Database>, { caller, id }: ReservationKey) {
    return db.selectFrom('reservation').selectAll().where('caller', '=', caller).where('id', '=', id);
  }
}

function reservationOf(row: Selectable<ReservationTable>): StoredReservation {
  return {
    caller: row.caller,
    id: row.id,
    state: row.state,
    fingerprint: row.fingerprint ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at ?? undefined,
  };
}
