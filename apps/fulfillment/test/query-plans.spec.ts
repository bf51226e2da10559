import { randomUUID } from 'node:crypto';
import { QueryPlans } from '@nest-entra/service-kit/testing';
import { sql, type Transaction } from 'kysely';
import { Clock } from '../src/clock.js';
import { type FulfillmentDatabase } from '../src/database.js';
import { IdempotencyKeysRepository } from '../src/idempotency/idempotency-keys.repository.js';
import { type Order } from '../src/orders/order.js';
import { type Visibility } from '../src/orders/order-owner.js';
import { OrdersRepository } from '../src/orders/orders.repository.js';
import { answerOf } from '../src/orders/order-answer.js';
import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';

interface Repositories {
  readonly orders: OrdersRepository;
  readonly keys: IdempotencyKeysRepository;
  readonly trx: Transaction<FulfillmentDatabase>;
}
type Work = (repositories: Repositories) => Promise<unknown>;

const clock = new Clock();
const now = clock.now();
const owner = { kind: 'application', tenantId: 'tenant-1', id: 'client-1' } as const;
const tenant: Visibility = { kind: 'tenant', tenantId: owner.tenantId };
const own: Visibility = { kind: 'own', owner };
const position = { createdAt: now, id: randomUUID() };
const order: Order = {
  id: randomUUID(),
  owner,
  lines: [{ sku: 'DESK', quantity: 1 }],
  reservationId: randomUUID(),
  progress: { state: 'pending' },
  version: 1,
  createdAt: now,
  updatedAt: now,
};
const use = {
  owner: 'application:tenant-1:client-1',
  key: randomUUID(),
  fingerprint: 'f',
  orderId: order.id,
  deadlineAt: now,
  expiresAt: now,
};

let fulfillment: FulfillmentUnderTest;
let plans: QueryPlans<FulfillmentDatabase>;

beforeAll(async () => {
  fulfillment = await startFulfillment();
  plans = new QueryPlans(fulfillment.database.url);
  await fill();
});
afterAll(async () => {
  await plans.close();
  await fulfillment.stop();
});

/** A service after a busy week: enough rows for a sequential scan to be the wrong choice. */
async function fill(): Promise<void> {
  await sql`
    INSERT INTO orders
      (id, tenant_id, owner_kind, owner_id, lines, state, reservation_id, cancel_requested,
       attention, attention_since, version, created_at, updated_at)
    SELECT gen_random_uuid(), 'tenant-' || i % 10, 'application', 'client-' || i % 100,
           '[{"sku":"DESK","quantity":1}]', CASE WHEN i % 1000 = 0 THEN 'pending' ELSE 'confirmed' END,
           gen_random_uuid(), false, CASE WHEN i % 1000 = 0 THEN 'INVENTORY_FORBIDDEN' END,
           CASE WHEN i % 1000 = 0 THEN ${now}::timestamptz END, 3, at, at
    FROM (SELECT i, ${now}::timestamptz - make_interval(secs => i) AS at FROM generate_series(1, 20000) AS i)`.execute(
    plans.db,
  );
  await sql`
    INSERT INTO idempotency_keys (owner, key, fingerprint, order_id, deadline_at, expires_at)
    SELECT 'application:' || tenant_id || ':' || owner_id, id::text, 'f', id, created_at,
           created_at + interval '1 day'
    FROM orders`.execute(plans.db);
  await sql`ANALYZE`.execute(plans.db);
}

const readsOf = (work: Work) =>
  plans.readsOf((trx) =>
    work({ orders: new OrdersRepository(trx, clock), keys: new IdempotencyKeysRepository(trx, clock), trx }),
  );

describe('however many orders there are, these read by index', () => {
  it.each<[string, Work, string]>([
    ['an order', ({ orders }) => orders.find(order.id), 'orders_pkey'],
    ['an order that its tenant may see', ({ orders }) => orders.findVisible(order.id, tenant), 'orders_pkey'],
    ["the first page of a tenant's orders", ({ orders }) => orders.list(tenant, {}, 51), 'orders_by_tenant'],
    ['the next page', ({ orders }) => orders.list(tenant, {}, 51, position), 'orders_by_tenant'],
    ["the first page of a user's own", ({ orders }) => orders.list(own, {}, 51), 'orders_by_owner'],
    ['the next page of those', ({ orders }) => orders.list(own, {}, 51, position), 'orders_by_owner'],
    [
      'a page of one state',
      ({ orders }) => orders.list(tenant, { state: 'confirmed' }, 51),
      'orders_by_tenant',
    ],
    [
      'the orders that are stuck',
      ({ orders }) => orders.list(tenant, { attention: true }, 51),
      'orders_parked',
    ],
    ['moving an order', ({ orders }) => orders.advance(order, { state: 'confirmed' }), 'orders_pkey'],
    ['parking an order', ({ orders }) => orders.park(order, 'INVENTORY_FORBIDDEN'), 'orders_pkey'],
    ['what the reconciler looks for', ({ orders }) => orders.unsettledIds(now, 500), 'orders_unsettled'],
    [
      'its next page',
      ({ orders }) => orders.unsettledIds(now, 500, '00000000-0000-4000-8000-000000000000'),
      'orders_unsettled',
    ],
    ['how much there is left to do', ({ orders }) => orders.backlog(), 'orders_unsettled'],
    ['what a key was used for', ({ keys }) => keys.firstUse(use), 'idempotency_keys_pkey'],
    ['storing an answer', ({ keys }) => keys.storeAnswer(use, answerOf(order)), 'idempotency_keys_pkey'],
    [
      'forgetting keys whose time is over',
      ({ keys }) => keys.purgeExpired(5_000),
      'idempotency_keys_by_expiry',
    ],
  ])('%s', async (_, work, index) => {
    const reads = await readsOf(work);
    expect(reads).toContainEqual(expect.stringContaining(index));
    expect(reads.filter((read) => read.startsWith('Seq Scan'))).toEqual([]);
  });

  it('claiming a key and storing its order read nothing else at all', async () => {
    const reads = await readsOf(async ({ keys, orders, trx }) => {
      await keys.claim(trx, use);
      await orders.insert(trx, order);
    });
    expect(reads).toEqual([]);
  });
});
