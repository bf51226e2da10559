import { randomUUID } from 'node:crypto';
import { QueryPlans } from '@nest-entra/service-kit/testing';
import { sql, type Transaction } from 'kysely';
import { type CallerKey } from '../src/caller-key.js';
import { type Database } from '../src/database/schema.js';
import { ReservationsRepository } from '../src/reservations/reservations.repository.js';
import { MovementsRepository } from '../src/stock/movements.repository.js';
import { StockRepository } from '../src/stock/stock.repository.js';
import { type Cause } from '../src/stock/stock-change.js';
import { TestSystem } from './support/test-system.js';

type Work = (trx: Transaction<Database>) => Promise<unknown>;

const now = new Date();
const weekAgo = new Date(now.getTime() - 604_800_000);
const key = { caller: 'tenant/client' as CallerKey, id: randomUUID() };
const cause: Cause = { step: 'reserved', caller: key.caller, reservationId: key.id, at: now };
const lines = ['SKU-1', 'SKU-2', 'SKU-3'].map((sku) => ({ sku, quantity: 1 }));

const stock = new StockRepository();
const movements = new MovementsRepository();
const reservations = new ReservationsRepository();

let system: TestSystem;
let plans: QueryPlans<Database>;

beforeAll(async () => {
  system = await TestSystem.start();
  plans = new QueryPlans(system.database.url);
  await fill();
});
afterAll(async () => {
  await plans.close();
  await system.stop();
});

/** A warehouse after a busy week: enough rows for a sequential scan to be the wrong choice. */
async function fill(): Promise<void> {
  await sql`INSERT INTO stock SELECT 'SKU-' || i, 1000, 0, 40 FROM generate_series(1, 5000) AS i`.execute(
    plans.db,
  );
  await sql`
    INSERT INTO movement SELECT 'SKU-' || i, version, 'received', 1, 0, version, 0, NULL, ${key.caller}, ${now}
    FROM generate_series(1, 500) AS i, generate_series(1, 40) AS version`.execute(plans.db);
  await sql`
    INSERT INTO reservation
    SELECT ${key.caller}, gen_random_uuid(), CASE WHEN i % 100 = 0 THEN 'held' ELSE 'confirmed' END, 'f',
           ${now}::timestamptz - make_interval(secs => i), ${now}::timestamptz + make_interval(secs => 900 - i),
           CASE WHEN i % 100 = 0 THEN NULL ELSE ${now}::timestamptz - make_interval(secs => i) END
    FROM generate_series(1, 20000) AS i`.execute(plans.db);
  await sql`INSERT INTO reservation_line SELECT caller, id, 'SKU-1', 1 FROM reservation`.execute(plans.db);
  await sql`ANALYZE`.execute(plans.db);
}

describe('however much there is, these read by index', () => {
  it.each<[string, Work, string]>([
    ['one item', (trx) => stock.find(trx, 'SKU-77'), 'stock_pkey'],
    ['a page of items', (trx) => stock.page(trx, 51, 'SKU-77'), 'stock_pkey'],
    ['the first page of items', (trx) => stock.page(trx, 51), 'stock_pkey'],
    ['the ledger of an item', (trx) => movements.page(trx, 'SKU-77', 51, 30), 'movement_pkey'],
    ['a reservation', (trx) => reservations.find(trx, key), 'reservation_pkey'],
    ['its lines', (trx) => reservations.lines(trx, key), 'reservation_line_pkey'],
    ['locking a reservation', (trx) => reservations.lock(trx, key), 'reservation_pkey'],
    ['locking it unless it is locked', (trx) => reservations.lockIfFree(trx, key), 'reservation_pkey'],
    ['ending it', (trx) => reservations.end(trx, key, 'released', now), 'reservation_pkey'],
    ['locking its items', (trx) => stock.lock(trx, lines), 'stock_pkey'],
    ['moving its items', (trx) => stock.apply(trx, lines, cause), 'stock_pkey'],
    ['how many hold stock', (trx) => reservations.active(trx, now), 'reservation_due'],
    ['the holds that ran out', (trx) => reservations.due(trx, now, 500), 'reservation_due'],
    [
      'forgetting what ended a week ago',
      (trx) => reservations.purge(trx, weekAgo, 1_000),
      'reservation_past',
    ],
  ])('%s', async (_, work, index) => {
    const reads = await plans.readsOf(work);
    expect(reads).toContainEqual(expect.stringContaining(index));
    expect(reads.filter((read) => read.startsWith('Seq Scan'))).toEqual([]);
  });
});
