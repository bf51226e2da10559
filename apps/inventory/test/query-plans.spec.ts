import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type CallerKey } from '../src/caller-key.js';
import { type Database } from '../src/database/schema.js';
import { type ReservationKey } from '../src/reservations/reservation.js';
import { ReservationsRepository } from '../src/reservations/reservations.repository.js';
import { MovementsRepository } from '../src/stock/movements.repository.js';
import { StockRepository } from '../src/stock/stock.repository.js';
import { TestSystem } from './support/test-system.js';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

const caller = 'tenant/client' as CallerKey;
const key: ReservationKey = { caller, id: randomUUID() };
const now = new Date();
const stock = new StockRepository();
const movements = new MovementsRepository();
const reservations = new ReservationsRepository();

let system: TestSystem;
/** Notes what the repositories send, so that it is their very SQL that is explained. */
let db: Kysely<Database>;
const sent: { sql: string; parameters: readonly unknown[] }[] = [];

beforeAll(async () => {
  system = await TestSystem.start();
  db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: system.database.url }) }),
    log: ({ query }) => sent.push({ sql: query.sql, parameters: query.parameters }),
  });
  await fill();
});
afterAll(async () => {
  await db.destroy();
  await system.stop();
});

/** A warehouse as it is after a busy week: enough rows for a sequential scan to be the wrong choice. */
async function fill(): Promise<void> {
  await sql`INSERT INTO stock SELECT 'SKU-' || i, 1000, 0, 1 FROM generate_series(1, 5000) AS i`.execute(db);
  await sql`
    INSERT INTO movement SELECT 'SKU-' || i, version, 'received', 1, 0, version, 0, NULL, ${caller}, ${now}
    FROM generate_series(1, 500) AS i, generate_series(1, 40) AS version`.execute(db);
  await sql`
    INSERT INTO reservation
    SELECT ${caller}, gen_random_uuid(), CASE WHEN i % 100 = 0 THEN 'held' ELSE 'confirmed' END, 'f',
           ${now}::timestamptz - make_interval(secs => i), ${now}::timestamptz + make_interval(secs => 900 - i),
           CASE WHEN i % 100 = 0 THEN NULL ELSE ${now}::timestamptz - make_interval(secs => i) END
    FROM generate_series(1, 20000) AS i`.execute(db);
  await sql`
    INSERT INTO reservation_line SELECT caller, id, 'SKU-1', 1 FROM reservation`.execute(db);
  await sql`ANALYZE`.execute(db);
}

/** The plan nodes that read tables, for everything that this work sends. */
async function readsOf(work: (trx: Kysely<Database>) => Promise<unknown>): Promise<string[]> {
  sent.length = 0;
  await work(db);
  const queries = sent.splice(0);
  const plans = await Promise.all(queries.map((query) => explain(query.sql, query.parameters)));
  return plans.flatMap(reads);
}

async function explain(text: string, parameters: readonly unknown[]): Promise<Plan> {
  const pool = new pg.Client({ connectionString: system.database.url });
  await pool.connect();
  try {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (FORMAT JSON) ${text}`, [
      ...parameters,
    ]);
    const [row] = rows;
    if (!row) throw new Error('no plan');
    return row['QUERY PLAN'][0].Plan;
  } finally {
    await pool.end();
  }
}

function reads(plan: Plan): string[] {
  const own =
    plan['Relation Name'] && plan['Node Type'].includes('Scan')
      ? [`${plan['Node Type']} ${plan['Index Name'] ?? plan['Relation Name']}`]
      : [];
  const index =
    plan['Node Type'] === 'Bitmap Index Scan' ? [`${plan['Node Type']} ${plan['Index Name'] ?? ''}`] : [];
  return [...own, ...index, ...(plan.Plans ?? []).flatMap(reads)];
}

describe('what runs often reads by index, however much there is', () => {
  it.each<[string, (db: Kysely<Database>) => Promise<unknown>]>([
    ['one item', (db) => stock.find(db, 'SKU-77')],
    ['a page of items', (db) => stock.page(db, 51, 'SKU-77')],
    ['the ledger of an item', (db) => movements.page(db, 'SKU-77', 51, 30)],
    ['a reservation', (db) => reservations.find(db, key)],
    ['its lines', (db) => reservations.lines(db, key)],
    ['the holds that ran out', (db) => reservations.due(db, now, 500)],
    ['what ended a week ago', (db) => reservations.purge(db, new Date(now.getTime() - 604_800_000), 1_000)],
  ])('%s', async (_, query) => {
    const found = await readsOf(query);
    console.log(found);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((read) => read.startsWith('Seq Scan'))).toEqual([]);
  });

  it.each<[string, Parameters<typeof inTransaction>[0]]>([
    ['locking the items of a reservation', (trx) => stock.lock(trx, ['SKU-1', 'SKU-2', 'SKU-3'])],
    [
      'changing them',
      (trx) =>
        stock.apply(trx, [{ sku: 'SKU-1', quantity: 1 }], {
          step: 'reserved',
          reservationId: key.id,
          caller,
          at: now,
        }),
    ],
    ['locking a reservation', (trx) => reservations.lock(trx, key)],
    ['ending a reservation', (trx) => reservations.end(trx, key, 'released', now)],
  ])('%s', async (_, work) => {
    const found = await readsOf(() => inTransaction(work));
    console.log(found);
    expect(found.filter((read) => read.startsWith('Seq Scan'))).toEqual([]);
  });
});

type Work = Parameters<ReturnType<Kysely<Database>['transaction']>['execute']>[0];

async function inTransaction(work: Work): Promise<void> {
  await db
    .transaction()
    .execute(work)
    .catch((e: unknown) => {
      throw e;
    });
  void 0;
}
