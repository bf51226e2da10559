import { Logger } from '@nestjs/common';
import { Secret } from '@nest-entra/service-kit';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { TestDatabase } from '../../test/test-database.js';
import { until } from '../../test/until.js';
import { type FulfillmentDatabase } from '../database.js';
import { OrderJobs, type TurnResult } from './order-jobs.js';

const ORDER = '7c6f3f0e-5f55-4c53-8f0d-6b2f5d1c9a11';
const OTHER_ORDER = '9d1f3f0e-5f55-4c53-8f0d-6b2f5d1c9a11';

let database: TestDatabase;
let db: Kysely<FulfillmentDatabase>;
let running: OrderJobs[] = [];

// the failures that these tests provoke are logged, as they should be, and would only hide real ones here
Logger.overrideLogger(false);

beforeAll(async () => {
  database = await TestDatabase.create();
  const pool = new pg.Pool({ connectionString: database.url });
  // its end does not wait for its connections, and a database that is dropped closes one first: not the end of a test
  pool.on('error', () => undefined);
  db = new Kysely({ dialect: new PostgresDialect({ pool }) });
});

afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.onModuleDestroy()));
  running = [];
  await sql`DELETE FROM pgboss.job`.execute(db);
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function startJobs(): Promise<OrderJobs> {
  const jobs = new OrderJobs({ databaseUrl: new Secret(database.url) }, db);
  await jobs.onModuleInit();
  running.push(jobs);
  return jobs;
}

const enqueue = (jobs: OrderJobs, orderId: string, afterMs = 0): Promise<string | undefined> =>
  db.transaction().execute((trx) => jobs.enqueue(trx, orderId, afterMs));

async function jobStates(): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`SELECT state FROM pgboss.job ORDER BY created_on`.execute(db);
  return rows.map(({ state }) => state);
}

async function secondsUntilDue(orderId: string): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    SELECT extract(epoch FROM start_after - now())::float8 AS seconds
    FROM pgboss.job WHERE singleton_key = ${orderId}`.execute(db);
  return rows[0]?.seconds ?? Number.NaN;
}

/** Gives each turn to the test; resolves when `turns` of them have been taken. */
function collectTurns(jobs: OrderJobs, results: TurnResult[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const taken: string[] = [];
    const turns = results.length;
    jobs
      .work((orderId) => {
        taken.push(orderId);
        if (taken.length === turns) setImmediate(() => resolve(taken));
        return Promise.resolve(results.shift() ?? { done: true });
      })
      .catch(reject);
  });
}

it('a job is there when its transaction commits, and only then', async () => {
  const jobs = await startJobs();
  await expect(
    db.transaction().execute(async (trx) => {
      await jobs.enqueue(trx, ORDER, 0);
      throw new Error('the order could not be stored');
    }),
  ).rejects.toThrow('the order could not be stored');
  expect(await jobStates()).toEqual([]);

  await enqueue(jobs, ORDER);
  expect(await jobStates()).toEqual(['created']);
});

it('an order has at most one job that lives, whoever enqueues it', async () => {
  const [one, other] = await Promise.all([startJobs(), startJobs()]);
  const ids = await Promise.all([
    enqueue(one, ORDER),
    enqueue(other, ORDER),
    one.enqueueMissing([ORDER]),
    other.enqueueMissing([ORDER, ORDER]),
  ]);
  expect(ids.filter(Boolean)).toHaveLength(1);
  expect(await jobStates()).toEqual(['created']);
});

it('the reconciler enqueues exactly the orders that have no job', async () => {
  const jobs = await startJobs();
  await enqueue(jobs, ORDER);
  expect(await jobs.enqueueMissing([ORDER, OTHER_ORDER])).toBe(1);
  expect(await jobs.enqueueMissing([ORDER, OTHER_ORDER])).toBe(0);
});

it('an order gets its turn at once, and again until it is done', async () => {
  const jobs = await startJobs();
  const turns = collectTurns(jobs, [{ done: false }, { done: true }]);
  await enqueue(jobs, ORDER);
  expect(await turns).toEqual([ORDER, ORDER]);
  await until(async () => (await jobStates())[0] === 'completed');
});

it('an order that is done can be enqueued anew', async () => {
  const jobs = await startJobs();
  const turns = collectTurns(jobs, [{ done: true }]);
  await enqueue(jobs, ORDER);
  await turns;
  await until(async () => (await jobStates())[0] === 'completed');
  expect(await enqueue(jobs, ORDER, 60_000)).toBeDefined();
});

it('a named time goes before the usual backoff', async () => {
  const jobs = await startJobs();
  const turns = collectTurns(jobs, [{ done: false, againAfterSeconds: 60 }]);
  await enqueue(jobs, ORDER);
  await turns;
  await until(async () => (await jobStates())[0] === 'retry' && (await secondsUntilDue(ORDER)) > 20);
  expect(await secondsUntilDue(ORDER)).toBeGreaterThan(50);
});

it('a turn that throws is tried again, and does not hurt its neighbours', async () => {
  const jobs = await startJobs();
  await enqueue(jobs, ORDER);
  await enqueue(jobs, OTHER_ORDER);
  const failed = new Set<string>();
  const done: string[] = [];
  await jobs.work((orderId) => {
    if (orderId === ORDER && !failed.has(orderId)) {
      failed.add(orderId);
      return Promise.reject(new Error('the database went away'));
    }
    done.push(orderId);
    return Promise.resolve({ done: true });
  });
  await until(() => Promise.resolve(done.length === 2));
  expect(done).toEqual([OTHER_ORDER, ORDER]);
});

it('an order can be looked at earlier than planned', async () => {
  const jobs = await startJobs();
  await enqueue(jobs, ORDER, 600_000);
  await db.transaction().execute((trx) => jobs.reschedule(trx, ORDER, 0));
  expect(await secondsUntilDue(ORDER)).toBeLessThanOrEqual(0);
  expect(await jobStates()).toEqual(['created']);
});

it('an order without a job gets one when it is rescheduled', async () => {
  const jobs = await startJobs();
  await db.transaction().execute((trx) => jobs.reschedule(trx, ORDER, 0));
  expect(await jobStates()).toEqual(['created']);
});

it('a job that is no longer needed can be discarded', async () => {
  const jobs = await startJobs();
  const id = await enqueue(jobs, ORDER, 600_000);
  await jobs.discard(id ?? '');
  expect(await jobStates()).toEqual([]);
});

it('an order whose worker died gets its turn from another one, half a minute later', async () => {
  const jobs = await startJobs();
  let wakeUp: (result: TurnResult) => void = () => undefined;
  const asleep = new Promise<TurnResult>((resolve) => (wakeUp = resolve));
  let turns = 0;
  await jobs.work(() => (++turns === 1 ? asleep : Promise.resolve({ done: true })));
  await enqueue(jobs, ORDER);
  await until(() => Promise.resolve(turns === 1));
  try {
    // The first worker goes on saying nothing; only the time since it took the job passes faster here.
    await sql`UPDATE pgboss.job SET started_on = started_on - interval '31 seconds'`.execute(db);
    await until(async () => turns === 2 && (await jobStates())[0] === 'completed');
  } finally {
    wakeUp({ done: true });
  }
});

it('two workers on one database share the orders and do none twice', async () => {
  const [one, other] = await Promise.all([startJobs(), startJobs()]);
  const orderIds = Array.from(
    { length: 60 },
    (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  );
  const taken: string[] = [];
  const turn = (orderId: string): Promise<TurnResult> => {
    taken.push(orderId);
    return Promise.resolve({ done: true });
  };
  await one.work(turn);
  await other.work(turn);
  await one.enqueueMissing(orderIds);
  await until(() => Promise.resolve(taken.length >= orderIds.length));
  expect(taken.toSorted()).toEqual(orderIds);
});
