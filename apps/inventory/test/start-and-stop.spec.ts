import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { ExpiryWorker } from '../src/reservations/expiry.worker.js';
import { violatedInvariants } from './support/invariants.js';
import { persistently } from './support/persistence.js';
import { TestDatabase } from './support/test-database.js';
import { TestSystem, ttlSeconds } from './support/test-system.js';

describe('demo stock', () => {
  it('is not there unless it is asked for', async () => {
    const system = await TestSystem.start();
    await expect(system.client('warehouse').listStock()).resolves.toMatchObject({ page: { items: [] } });
    await system.stop();
  });

  it('is put on the shelf once, and what has become of it is left alone by the next start', async () => {
    const database = await TestDatabase.create();
    const environment = { SEED_DEMO_STOCK: 'true', DATABASE_URL: database.url };
    const first = await TestSystem.start({ environment });
    await expect(first.levels('KEYBOARD-01')).resolves.toEqual([1_000, 0, 1_000]);
    const id = randomUUID();
    await first.client('fulfillment').reserve(id, [{ sku: 'KEYBOARD-01', quantity: 1 }]);
    await first.client('fulfillment').confirm(id);
    await first.stop();

    const second = await TestSystem.start({ environment, replicas: 2 });
    await expect(second.levels('KEYBOARD-01')).resolves.toEqual([999, 0, 999]);
    expect(await violatedInvariants(database.db)).toEqual({});
    await second.stop();
    await database.drop();
  });
});

describe('a service that is told to stop', () => {
  it('finishes the sweep that it is at before its database closes', async () => {
    const system = await TestSystem.start();
    await system.stock({ A: 100 });
    const client = system.client('fulfillment');
    for (let i = 0; i < 20; i++) await client.reserve(randomUUID(), [{ sku: 'A', quantity: 1 }]);
    system.clock.advanceSeconds(ttlSeconds);
    const sweep = system.inventory.service.app.get(ExpiryWorker).sweep();
    await Promise.all([sweep, system.inventory.stop()]);
    expect(system.log.with('level', 'error')).toEqual([]);
    expect(await violatedInvariants(system.database.db)).toEqual({});
    await system.stop();
  });
});

describe('a database that ends every connection, again and again', () => {
  it('costs requests a 503 and nothing else', async () => {
    const system = await TestSystem.start({ replicas: 2 });
    await system.stock({ A: 1_000 });
    let orders = 0;
    const interrupt = () =>
      sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'inventory'`.execute(system.database.db);
    const work = async (worker: number): Promise<void> => {
      const client = system.client('fulfillment', worker % 2);
      for (let i = 0; i < 10; i++) {
        const id = randomUUID();
        await persistently(() => client.reserve(id, [{ sku: 'A', quantity: 1 }]));
        // while the other workers are in the middle of theirs
        if (++orders % 6 === 0) await interrupt();
        await persistently(() => client.confirm(id));
      }
    };
    await Promise.all(Array.from({ length: 6 }, (_, worker) => work(worker)));

    expect(system.log.failures()).toEqual([]);
    await expect(system.levels('A')).resolves.toEqual([940, 0, 940]);
    expect(await violatedInvariants(system.database.db)).toEqual({});
    await system.stop();
  });
});
