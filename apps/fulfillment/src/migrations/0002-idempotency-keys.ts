import { type Kysely, sql } from 'kysely';
import { type Migration } from 'kysely/migration';

/** `json` and not `jsonb`, which would change the order of the members: a repeated answer is the same to the byte. */
export const idempotencyKeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE idempotency_keys (
        owner       text NOT NULL,
        key         text NOT NULL,
        fingerprint text NOT NULL,
        order_id    uuid NOT NULL REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED,
        deadline_at timestamptz(3) NOT NULL,
        expires_at  timestamptz(3) NOT NULL,
        answer      json,
        PRIMARY KEY (owner, key)
      )`.execute(db);
    await sql`CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at)`.execute(db);
  },
};
