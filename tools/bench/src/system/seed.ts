import pg from 'pg';

/** Enough pieces of everything that no order is ever rejected. */
const PIECES = 1_000_000_000;

/** Fills an empty shelf: `SKU-1` to `SKU-<count>`, each with the movement that every item begins with. */
export async function seedStock(inventoryUrl: string, count: number): Promise<void> {
  await inDatabase(inventoryUrl, [
    `INSERT INTO stock SELECT 'SKU-' || i, ${PIECES}, 0, 1 FROM generate_series(1, ${count}) AS i
     ON CONFLICT DO NOTHING`,
    `INSERT INTO movement
     SELECT 'SKU-' || i, 1, 'received', ${PIECES}, 0, ${PIECES}, 0, NULL, 'bench', now()
     FROM generate_series(1, ${count}) AS i
     ON CONFLICT DO NOTHING`,
    'VACUUM ANALYZE',
  ]);
}

/** The past of a shop: so many confirmed orders, one line each, on both sides, the newest a moment ago. */
export async function seedOrders(
  { inventory, fulfillment }: { readonly inventory: string; readonly fulfillment: string },
  count: number,
): Promise<void> {
  await inDatabase(inventory, [
    `INSERT INTO reservation
     SELECT 'bench', i, 'confirmed', 'f', at, at + interval '15 minutes', at
     FROM (${past(count)}) AS past (i, at)`,
    `INSERT INTO reservation_line
     SELECT caller, id, 'SKU-' || row_number() OVER (), 1 FROM reservation WHERE caller = 'bench'`,
    'VACUUM ANALYZE',
  ]);
  await inDatabase(fulfillment, [
    `INSERT INTO orders
     SELECT i, 'tenant-' || row_number() OVER () % 10, 'application', 'client-' || row_number() OVER () % 100,
            '[{"sku":"SKU-1","quantity":1}]', 'confirmed', gen_random_uuid(), false, NULL, NULL, NULL, NULL, 3, NULL, at, at
     FROM (${past(count)}) AS past (i, at)`,
    `INSERT INTO idempotency_keys
     SELECT 'application:' || tenant_id || ':' || owner_id, id::text, 'f', id, at, at + interval '1 day', '{}'
     FROM (SELECT *, created_at AS at FROM orders) AS placed`,
    'VACUUM ANALYZE',
  ]);
}

/** A random id and a time for each, spread over the last half day: nothing of it is due to be purged. */
function past(count: number): string {
  return `SELECT gen_random_uuid(), now() - make_interval(secs => 43200.0 * i / ${count})
          FROM generate_series(1, ${count}) AS i`;
}

async function inDatabase(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
