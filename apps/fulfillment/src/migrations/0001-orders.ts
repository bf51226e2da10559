import { type Kysely, sql } from 'kysely';
import { type Migration } from 'kysely/migration';

/**
 * The checks repeat the types of `orders/order.ts`: what TypeScript makes impossible in one process,
 * the database makes impossible for all of them, the next version of this service included.
 */
export const orders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE orders (
        id               uuid PRIMARY KEY,
        tenant_id        text NOT NULL,
        owner_kind       text NOT NULL CHECK (owner_kind IN ('user', 'application')),
        owner_id         text NOT NULL,
        lines            json NOT NULL,
        state            text NOT NULL CHECK (state IN ('pending', 'reserved', 'confirmed', 'rejected', 'cancelled')),
        reservation_id   uuid NOT NULL UNIQUE,
        cancel_requested boolean NOT NULL,
        hold_released    boolean,
        shortages        json,
        attention        text,
        attention_since  timestamptz,
        version          integer NOT NULL CHECK (version > 0),
        traceparent      text,
        created_at       timestamptz(3) NOT NULL,
        updated_at       timestamptz(3) NOT NULL,
        CHECK (NOT cancel_requested OR state = 'reserved'),
        CHECK ((hold_released IS NOT NULL) = (state = 'cancelled')),
        CHECK ((shortages IS NOT NULL) = (state = 'rejected')),
        CHECK ((attention IS NULL) = (attention_since IS NULL))
      )`.execute(db);

    // The two ways in which orders are listed: by an application all of its tenant, by a user the own ones.
    await sql`CREATE INDEX orders_by_tenant ON orders (tenant_id, created_at DESC, id DESC)`.execute(db);
    await sql`
      CREATE INDEX orders_by_owner ON orders (tenant_id, owner_kind, owner_id, created_at DESC, id DESC)`.execute(
      db,
    );

    // GET /orders?attention=true: few among many, and asked for when something is wrong.
    await sql`
      CREATE INDEX orders_parked ON orders (tenant_id, created_at DESC, id DESC)
      WHERE attention IS NOT NULL`.execute(db);

    // What the reconciler walks through; small, however many orders there have been.
    await sql`
      CREATE INDEX orders_unsettled ON orders (id)
      WHERE state IN ('pending', 'reserved') OR (state = 'cancelled' AND NOT hold_released)`.execute(db);
  },
};
