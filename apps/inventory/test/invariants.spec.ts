import { randomUUID } from 'node:crypto';
import { type InventoryClient } from '@nest-entra/inventory-contract';
import { ExpiryWorker } from '../src/reservations/expiry.worker.js';
import { violatedInvariants } from './support/invariants.js';
import { persistently } from './support/persistence.js';
import { Random } from './support/random.js';
import { TestSystem, ttlSeconds } from './support/test-system.js';

const operations = process.env['SOAK'] ? 5_000 : 500;
const workers = process.env['SOAK'] ? 50 : 20;
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const skus = ['SKU-10', 'SKU-2', 'SKU10', 'SKU_1', 'sku-1'];

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start({ replicas: 2 });
});
afterAll(() => system.stop());

/** What one worker does next: mostly what a caller should do, now and then what it should not. */
async function operate(random: Random, caller: InventoryClient, warehouse: InventoryClient, ids: string[]) {
  const dice = random.next();
  const id = random.pick(ids);
  if (dice < 0.4) {
    const fresh = random.next() < 0.8 ? randomUUID() : id;
    ids.push(fresh);
    const lines = Array.from({ length: random.integer(1, 4) }, () => ({
      sku: random.pick(skus),
      quantity: random.integer(1, 3),
    }));
    return persistently(() => caller.reserve(fresh, lines));
  }
  if (dice < 0.6) return persistently(() => caller.confirm(id));
  if (dice < 0.75) return persistently(() => caller.release(random.next() < 0.9 ? id : randomUUID()));
  if (dice < 0.85) return persistently(() => warehouse.stock(random.pick(skus)));
  if (dice < 0.95) {
    const sku = random.pick(skus);
    const found = await persistently(() => warehouse.stock(sku));
    if (found.outcome !== 'found') throw new Error(found.outcome);
    const { onHand, version } = found.stock;
    return persistently(() =>
      warehouse.updateStock(sku, Math.max(0, onHand + random.integer(-5, 30)), version),
    );
  }
  system.clock.advanceSeconds(random.integer(1, ttlSeconds / 10));
  return { outcome: 'later' };
}

it(`keeps every invariant through ${operations} random operations by ${workers} workers (seed ${seed})`, async () => {
  await system.stock(Object.fromEntries(skus.map((sku) => [sku, 50])));
  const outcomes = new Map<string, number>();

  const work = async (worker: number): Promise<void> => {
    const random = new Random(seed + worker);
    const caller = system.client(worker % 5 ? 'fulfillment' : 'rival', worker % 2);
    const warehouse = system.client('warehouse', (worker + 1) % 2);
    const ids = [randomUUID()];
    for (let i = 0; i < operations / workers; i++) {
      const { outcome } = await operate(random, caller, warehouse, ids);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  const sweepers = system.replicas.map(({ service }) => service.app.get(ExpiryWorker));
  let done = false;
  const sweeping = sweepers.map(async (sweeper) => {
    while (!done) await sweeper.sweep();
  });
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  done = true;
  await Promise.all(sweeping);

  expect(await violatedInvariants(system.database.db)).toEqual({});
  // the run was worth something: in a long one everything that can happen did
  const usual = ['reserved', 'confirmed', 'released'];
  const rare = ['insufficient-stock', 'mismatch', 'ended', 'expired', 'unknown', 'precondition-failed'];
  expect([...outcomes.keys()]).toEqual(
    expect.arrayContaining(process.env['SOAK'] ? [...usual, ...rare] : usual),
  );
  expect(system.log.failures()).toEqual([]);
  expect(system.log.with('event', 'transaction.retry')).toEqual([]);

  // and nothing outlives its time
  system.clock.advanceSeconds(ttlSeconds);
  await sweepers[0]?.sweep();
  for (const sku of skus) {
    const [onHand, reserved, available] = await system.levels(sku);
    expect([reserved, available]).toEqual([0, onHand]);
  }
  expect(await violatedInvariants(system.database.db)).toEqual({});
}, 600_000);
