import { randomUUID } from 'node:crypto';
import { type InventoryClient, type ReservationLine } from '@nest-entra/inventory-contract';
import { ExpiryWorker } from '../src/reservations/expiry.worker.js';
import { violatedInvariants } from './support/invariants.js';
import { persistently } from './support/persistence.js';
import { TestSystem, ttlSeconds } from './support/test-system.js';

const rounds = process.env['SOAK'] ? 100 : 10;

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start({ replicas: 2 });
});
afterEach(async () => {
  expect(await violatedInvariants(system.database.db)).toEqual({});
  expect(system.log.failures()).toEqual([]);
});
afterAll(() => system.stop());

/** One of the two replicas, in turn. */
function client(turn: number): InventoryClient {
  return system.client('fulfillment', turn % 2);
}

async function times<T>(count: number, work: (turn: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, turn) => work(turn)));
}

function reserve(turn: number, id: string, lines: ReservationLine[]) {
  return persistently(() => client(turn).reserve(id, lines));
}

async function newItem(onHand: number): Promise<string> {
  const sku = `S-${randomUUID()}`;
  await system.stock({ [sku]: onHand });
  return sku;
}

describe('with two replicas on one database', () => {
  it('300 callers for 100 pieces: exactly 100 get one', async () => {
    const sku = await newItem(100);
    const outcomes = await times(300, async (turn) => {
      const id = randomUUID();
      const { outcome } = await reserve(turn, id, [{ sku, quantity: 1 }]);
      if (outcome === 'reserved') await persistently(() => client(turn).confirm(id));
      return outcome;
    });
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome === 'insufficient-stock')).toHaveLength(200);
    await expect(system.levels(sku)).resolves.toEqual([0, 0, 0]);
  });

  it('one reservation sent twenty times at once is made once', async () => {
    const sku = await newItem(100);
    const id = randomUUID();
    const answers = await times(20, (turn) => reserve(turn, id, [{ sku, quantity: 2 }]));
    const replayed = answers.map((answer) => answer.outcome === 'reserved' && answer.replayed);
    expect(replayed.filter((value) => !value)).toHaveLength(1);
    await expect(system.levels(sku)).resolves.toEqual([100, 2, 98]);
  });

  it('one confirmation sent twenty times at once takes the pieces once', async () => {
    const sku = await newItem(100);
    const id = randomUUID();
    await reserve(0, id, [{ sku, quantity: 2 }]);
    const answers = await times(20, (turn) => persistently(() => client(turn).confirm(id)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await expect(system.levels(sku)).resolves.toEqual([98, 0, 98]);
  });

  it('callers who name the same items in opposite order never deadlock, on any path', async () => {
    const skus = [await newItem(100_000), await newItem(100_000), await newItem(100_000)];
    const lines = skus.map((sku) => ({ sku, quantity: 1 }));
    await times(60 * (rounds / 10), async (turn) => {
      const id = randomUUID();
      await reserve(turn, id, turn % 2 ? lines : lines.toReversed());
      const end = turn % 3 ? () => client(turn).confirm(id) : () => client(turn).release(id);
      await persistently<{ outcome: string }>(end);
    });
    expect(system.log.with('event', 'transaction.retry')).toEqual([]);
  });
});

describe('whoever comes first, only one of the two happens', () => {
  it('confirm and expiry', async () => {
    const sku = await newItem(1_000);
    for (let round = 0; round < rounds; round++) {
      const before = await system.levels(sku);
      const id = randomUUID();
      await reserve(round, id, [{ sku, quantity: 1 }]);
      system.clock.advanceSeconds(ttlSeconds - 0.001);
      const sweeper = system.replicas[1]?.service.app.get(ExpiryWorker);
      const [confirmed] = await Promise.all([
        persistently(() => client(0).confirm(id)),
        Promise.resolve().then(() => system.clock.advanceSeconds(0.001)),
        sweeper?.sweep(),
      ]);
      expect(['confirmed', 'expired']).toContain(confirmed.outcome);
      await sweeper?.sweep();
      const taken = confirmed.outcome === 'confirmed' ? 1 : 0;
      await expect(system.levels(sku)).resolves.toEqual([before[0] - taken, 0, before[0] - taken]);
    }
  });

  it('confirm and release', async () => {
    const sku = await newItem(1_000);
    for (let round = 0; round < rounds; round++) {
      const id = randomUUID();
      await reserve(round, id, [{ sku, quantity: 1 }]);
      const [confirmed, released] = await Promise.all([
        persistently(() => client(0).confirm(id)),
        persistently(() => client(1).release(id)),
      ]);
      const outcomes = [confirmed.outcome, released.outcome];
      expect([
        ['confirmed', 'confirmed'],
        ['released', 'released'],
      ]).toContainEqual(outcomes);
    }
  });

  it('a reservation and its own release: nothing stays held', async () => {
    const sku = await newItem(1_000);
    for (let round = 0; round < rounds; round++) {
      const id = randomUUID();
      await Promise.all([reserve(0, id, [{ sku, quantity: 1 }]), persistently(() => client(1).release(id))]);
      await expect(system.levels(sku)).resolves.toEqual([1_000, 0, 1_000]);
    }
  });
});
