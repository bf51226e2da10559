import { type Kysely, sql } from 'kysely';
import { type Database } from '../../src/database/schema.js';

/** Each names what must never be; each selects the rows that are so. */
const violations = {
  'stock is never promised twice': sql`
    SELECT * FROM stock WHERE reserved > on_hand OR reserved < 0 OR on_hand < 0`,

  'what is reserved is what live reservations hold': sql`
    SELECT sku, stock.reserved, held.quantity
    FROM stock LEFT JOIN (
      SELECT sku, sum(quantity) AS quantity
      FROM reservation_line JOIN reservation ON reservation.caller = reservation_line.caller
        AND reservation.id = reservation_line.reservation_id
      WHERE state = 'held' GROUP BY sku
    ) AS held USING (sku)
    WHERE stock.reserved <> coalesce(held.quantity, 0)`,

  'what is on hand is what came in, less what was confirmed': sql`
    SELECT sku, stock.on_hand, ledger.on_hand
    FROM stock LEFT JOIN (
      SELECT sku, sum(on_hand_change) AS on_hand, sum(reserved_change) AS reserved FROM movement GROUP BY sku
    ) AS ledger USING (sku)
    WHERE stock.on_hand IS DISTINCT FROM ledger.on_hand OR stock.reserved IS DISTINCT FROM ledger.reserved`,

  'every version has its movement, and every movement follows from the one before': sql`
    SELECT * FROM (
      SELECT movement.*,
        lag(version, 1, 0::bigint) OVER item AS version_before,
        lag(on_hand, 1, 0) OVER item AS on_hand_before,
        lag(reserved, 1, 0) OVER item AS reserved_before,
        last_value(version) OVER (item ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS last_version
      FROM movement WINDOW item AS (PARTITION BY sku ORDER BY version)
    ) AS step JOIN stock USING (sku)
    WHERE step.version <> version_before + 1
      OR step.on_hand <> on_hand_before + on_hand_change
      OR step.reserved <> reserved_before + reserved_change
      OR last_version <> stock.version`,

  'a reservation moves its lines once when it is made and once when it ends': sql`
    SELECT caller, id, state, steps
    FROM reservation LEFT JOIN LATERAL (
      SELECT array_agg(DISTINCT cause ORDER BY cause) AS steps, count(*) AS movements
      FROM movement WHERE movement.caller = reservation.caller AND reservation_id = id
    ) AS ledger ON true LEFT JOIN LATERAL (
      SELECT count(*) AS lines FROM reservation_line AS line
      WHERE line.caller = reservation.caller AND line.reservation_id = id
    ) AS own ON true
    WHERE NOT CASE
      WHEN fingerprint IS NULL THEN movements = 0
      WHEN state = 'held' THEN steps = ARRAY['reserved'] AND movements = lines
      ELSE steps @> ARRAY['reserved', state] AND cardinality(steps) = 2 AND movements = 2 * lines
    END`,
};

/** What is wrong in this database, by the name of the invariant; empty when nothing is. */
export async function violatedInvariants(db: Kysely<Database>): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(violations)) {
    const { rows } = await query.execute(db);
    if (rows.length > 0) found[name] = rows.slice(0, 5);
  }
  return found;
}
