import { type Kysely, sql } from 'kysely';
import { type Migration } from 'kysely/migration';

/**
 * SQL as it is run, because collations, checks and partial indexes are what this schema is about.
 *
 * `COLLATE "C"`: every path locks stock rows in SKU order, and the order of the database must be the order of
 * the code. An ICU collation sorts `sku-1` before `SKU-10`, JavaScript after it, and the two deadlock.
 */
export const stockAndReservations: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      CREATE TABLE stock (
        sku text COLLATE "C" PRIMARY KEY CHECK (sku ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        on_hand integer NOT NULL CHECK (on_hand >= 0),
        reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
        version bigint NOT NULL,
        -- the last line of defence: no code path can promise a piece twice
        CONSTRAINT stock_not_oversold CHECK (reserved <= on_hand)
      )`.execute(db);

    await sql`
      CREATE TABLE movement (
        sku text COLLATE "C" NOT NULL REFERENCES stock,
        version bigint NOT NULL,
        cause text NOT NULL
          CHECK (cause IN ('received', 'adjusted', 'reserved', 'confirmed', 'released', 'expired')),
        on_hand_change integer NOT NULL,
        reserved_change integer NOT NULL,
        on_hand integer NOT NULL,
        reserved integer NOT NULL,
        reservation_id uuid,
        caller text COLLATE "C" NOT NULL,
        at timestamptz NOT NULL,
        -- one movement per version: no change without a cause, no cause counted twice
        PRIMARY KEY (sku, version)
      )`.execute(db);

    await sql`
      CREATE TABLE reservation (
        caller text COLLATE "C" NOT NULL,
        id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('held', 'confirmed', 'released', 'expired')),
        fingerprint text COLLATE "C",
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz CHECK ((ended_at IS NULL) = (state = 'held')),
        -- the caller comes first: nobody can see, block or use up an id of another caller
        PRIMARY KEY (caller, id)
      )`.execute(db);
    await sql`CREATE INDEX reservation_due ON reservation (expires_at) WHERE state = 'held'`.execute(db);
    await sql`CREATE INDEX reservation_past ON reservation (ended_at) WHERE state <> 'held'`.execute(db);

    await sql`
      CREATE TABLE reservation_line (
        caller text COLLATE "C" NOT NULL,
        reservation_id uuid NOT NULL,
        sku text COLLATE "C" NOT NULL REFERENCES stock,
        quantity integer NOT NULL CHECK (quantity > 0),
        PRIMARY KEY (caller, reservation_id, sku),
        FOREIGN KEY (caller, reservation_id) REFERENCES reservation ON DELETE CASCADE
      )`.execute(db);
  },
};
