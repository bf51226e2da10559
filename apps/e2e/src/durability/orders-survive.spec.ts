import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOLD_SECONDS, Stage } from './stage.js';

/** The full counts run with `npm run test:soak`. */
const soak = process.env.SOAK !== undefined;
const KILLS = soak ? 25 : 1;
const ORDERS_PER_KILL = 3;
const AWAY_MS = soak ? 60_000 : 3_000;

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
}, 180_000);

afterEach(() => stage.wire.mend());

afterAll(() => stage.leave(), 60_000);

const keys = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

function oneOfTwo<T>([first, second]: readonly [T, T], index: number): T {
  return index % 2 === 0 ? first : second;
}

/** Every order confirmed, each once, and nothing held: by the orders, by the shelf and by its ledger. */
async function expectAllConfirmed(sku: string, stocked: number, used: readonly string[]): Promise<void> {
  const orders = await Promise.all(used.map((key) => stage.finish(sku, key)));
  expect(orders.map(({ state }) => state)).toEqual(used.map(() => 'confirmed'));
  expect(new Set(orders.map(({ id }) => id)).size).toBe(used.length);
  expect(await stage.stockOf(sku)).toMatchObject({ onHand: stocked - used.length, reserved: 0 });
  expect((await stage.ledgerOf(sku))['confirmed']).toBe(used.length);
}

describe('Fulfillment is killed with SIGKILL', () => {
  it.each([
    ['after the order was stored, before Inventory was asked', 'reserve', 'before'],
    ['after Inventory reserved, before it knew', 'reserve', 'after'],
    ['after it stored the reservation, before Inventory was asked to confirm', 'confirm', 'before'],
    ['after Inventory confirmed, before it knew', 'confirm', 'after'],
  ] as const)(
    '%s: its orders finish by themselves, once',
    async (_where, verb, when) => {
      const sku = await stage.stock(KILLS * ORDERS_PER_KILL + 10);
      const used: string[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        const batch = keys(ORDERS_PER_KILL);
        used.push(...batch);
        stage.wire.plan({ kind: 'stop', verb, when });
        const placing = batch.map((key) => stage.place(sku, key));
        await stage.wire.stopped(ORDERS_PER_KILL);
        const [victim] = stage.fulfillments;
        await victim.kill();
        expect(await Promise.all(placing)).toEqual(batch.map(() => undefined));
        stage.wire.mend();
        await victim.start();
      }
      await expectAllConfirmed(sku, KILLS * ORDERS_PER_KILL + 10, used);
    },
    soak ? 900_000 : 120_000,
  );
});

// Waits for half a minute by nature: that is how long a job belongs to a worker that does not finish it.
(soak ? it : it.skip)(
  'both replicas are killed while a job is at work on an order: it finishes by itself, once',
  async () => {
    const sku = await stage.stock(1);
    const key = randomUUID();
    stage.wire.plan({ kind: 'refuse', verb: 'reserve' });
    expect(await stage.place(sku, key)).toMatchObject({ status: 202, body: { state: 'pending' } });
    stage.wire.plan({ kind: 'stop', verb: 'reserve', when: 'after' });
    await stage.wire.stopped(1);
    await Promise.all(stage.fulfillments.map((fulfillment) => fulfillment.kill()));
    stage.wire.mend();
    for (const fulfillment of stage.fulfillments) await fulfillment.start();
    await expectAllConfirmed(sku, 1, [key]);
  },
  180_000,
);

describe('Inventory', () => {
  it(
    'is killed while it answers: every order comes out right, whether it had been carried out or not',
    async () => {
      const count = KILLS * 5;
      const sku = await stage.stock(count);
      const used = keys(count);
      for (let kill = 0; kill < KILLS; kill++) {
        const sent = stage.wire.nextSent();
        const placing = used.slice(kill * 5, kill * 5 + 5).map((key) => stage.place(sku, key));
        await sent;
        const victim = oneOfTwo(stage.inventories, kill);
        await victim.kill();
        await Promise.all(placing);
        await victim.start();
      }
      await expectAllConfirmed(sku, count, used);
    },
    soak ? 900_000 : 120_000,
  );

  it.each(['reserve', 'confirm'] as const)(
    'does as it is asked, and the connection is cut before its answer (%s): nothing is taken twice',
    async (verb) => {
      const sku = await stage.stock(5);
      stage.wire.plan({ kind: 'cut-answer', verb, times: 2 });
      const key = randomUUID();
      await stage.place(sku, key);
      await expectAllConfirmed(sku, 5, [key]);
    },
    60_000,
  );

  it(
    'is away for a while: orders are accepted, and confirmed once it is back, without anybody doing anything',
    async () => {
      const sku = await stage.stock(20);
      const used = keys(20);
      await Promise.all(stage.inventories.map((inventory) => inventory.kill()));
      const answers = await Promise.all(used.map((key, index) => stage.place(sku, key, index % 2)));
      for (const answer of answers) {
        expect(answer?.status).toBe(202);
        expect(answer?.headers['location']).toMatch(/^\/orders\//);
      }
      await sleep(AWAY_MS);
      for (const inventory of stage.inventories) await inventory.start();
      await expectAllConfirmed(sku, 20, used);
    },
    AWAY_MS + 150_000,
  );
});

it('PostgreSQL crashes in the middle: no accepted order is lost, none is filled twice', async () => {
  const count = 40;
  const sku = await stage.stock(count);
  const used = keys(count);
  const sent = stage.wire.nextSent();
  const placing = used.map((key, index) => stage.place(sku, key, index % 2));
  await sent;
  await stage.crashPostgres();
  await Promise.all(placing);
  await expectAllConfirmed(sku, count, used);
}, 150_000);

it('300 orders at once for 100 pieces, over two replicas of each service: 100 confirmed, 200 rejected', async () => {
  const sku = await stage.stock(100);
  const used = keys(300);
  await Promise.all(used.map((key, index) => stage.place(sku, key, index % 2)));
  const orders = await Promise.all(used.map((key) => stage.finish(sku, key)));
  const states = orders.map(({ state }) => state);
  expect(states.filter((state) => state === 'confirmed')).toHaveLength(100);
  expect(states.filter((state) => state === 'rejected')).toHaveLength(200);
  expect(await stage.stockOf(sku)).toMatchObject({ onHand: 0, reserved: 0 });
  expect((await stage.ledgerOf(sku))['confirmed']).toBe(100);
}, 150_000);

it('a hold that expires while its order waits is replaced, and the order is confirmed once', async () => {
  const sku = await stage.stock(3);
  stage.wire.plan({ kind: 'refuse', verb: 'confirm' });
  const key = randomUUID();
  const placed = await stage.place(sku, key);
  expect(placed).toMatchObject({ status: 202, body: { state: 'reserved' } });
  const { reservationId } = placed?.body as { reservationId: string };
  await sleep((HOLD_SECONDS + 1) * 1_000);
  stage.wire.mend();
  const order = await stage.finish(sku, key);
  expect(order.state).toBe('confirmed');
  expect(order.reservationId).not.toBe(reservationId);
  expect(await stage.stockOf(sku)).toMatchObject({ onHand: 2, reserved: 0 });
  expect(await stage.ledgerOf(sku)).toMatchObject({ reserved: 2, expired: 1, confirmed: 1 });
}, 120_000);

it('a role that is taken away parks orders, raises an alarm, and rejects nothing; given back, they finish', async () => {
  const role = { principal: 'fulfillment', resource: 'inventory', role: 'Inventory.Reserve' };
  const [fulfillment, other] = stage.fulfillments;
  const sku = await stage.stock(4);
  const used = keys(4);
  await stage.control('/roles/revoke', role);
  try {
    // a token that was issued before keeps its roles: only a fresh one shows the change
    await other.stop();
    await fulfillment.stop();
    await fulfillment.start();
    for (const answer of await Promise.all(used.map((key) => stage.place(sku, key)))) {
      expect(answer).toMatchObject({
        status: 202,
        body: { state: 'pending', attention: { code: 'INVENTORY_FORBIDDEN' } },
      });
    }
    expect(fulfillment.output.match(/"event":"order\.parked"/g)).toHaveLength(used.length);
  } finally {
    await stage.control('/roles/grant', role);
  }
  // A parked order asks again once a minute, and a token is replaced at most once a minute after a 403.
  if (!soak) {
    await fulfillment.stop();
    await fulfillment.start();
    await stage.hurryJobs();
  }
  await expectAllConfirmed(sku, 4, used);
}, 300_000);
