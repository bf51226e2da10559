import { type SelectType, sql } from 'kysely';
import { type Database } from '../src/database/schema.js';
import { TestSystem } from './support/test-system.js';

type PostgresType<T> = null extends T ? `${NotNull<NonNullable<T>>} null` : NotNull<T>;
type NotNull<T> = T extends number
  ? 'integer'
  : T extends Date
    ? 'timestamp with time zone'
    : T extends string
      ? 'text' | 'uuid' | 'bigint'
      : never;

/** The compiler holds this table against the types that the code works with, the test against the database. */
const columns: {
  [Table in keyof Database]: {
    [Column in keyof Database[Table]]: PostgresType<SelectType<Database[Table][Column]>>;
  };
} = {
  stock: { sku: 'text', on_hand: 'integer', reserved: 'integer', version: 'bigint' },
  movement: {
    sku: 'text',
    version: 'bigint',
    cause: 'text',
    on_hand_change: 'integer',
    reserved_change: 'integer',
    on_hand: 'integer',
    reserved: 'integer',
    reservation_id: 'uuid null',
    caller: 'text',
    at: 'timestamp with time zone',
  },
  reservation: {
    caller: 'text',
    id: 'uuid',
    state: 'text',
    fingerprint: 'text null',
    created_at: 'timestamp with time zone',
    expires_at: 'timestamp with time zone',
    ended_at: 'timestamp with time zone null',
  },
  reservation_line: { caller: 'text', reservation_id: 'uuid', sku: 'text', quantity: 'integer' },
};

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start();
});
afterAll(() => system.stop());

it('the tables are what the types say', async () => {
  const { rows } = await sql<{ tables: unknown }>`
    SELECT json_object_agg(table_name, columns) AS tables FROM (
      SELECT table_name, json_object_agg(
        column_name, data_type || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END
      ) AS columns
      FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name NOT LIKE 'kysely_%' GROUP BY table_name
    ) AS described`.execute(system.database.db);
  expect(rows).toEqual([{ tables: columns }]);
});

it('every SKU sorts by its bytes, as in the code: one lock order for both', async () => {
  const { rows } = await sql<{ column: string; collation: string | null }>`
    SELECT table_name || '.' || column_name AS column, collation_name AS collation
    FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'sku'`.execute(
    system.database.db,
  );
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) expect(row).toMatchObject({ collation: 'C' });
});
