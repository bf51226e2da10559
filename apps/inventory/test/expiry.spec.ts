import { randomUUID } from 'node:crypto';
import { ExpiryWorker } from '../src/reservations/expiry.worker.js';
import { violatedInvariants } from './support/invariants.js';
import { TestSystem, ttlSeconds } from './support/test-system.js';

const weekSeconds = 7 * 24 * 60 * 60;

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start({ replicas: 2 });
});
afterEach(async () => {
  expect(await violatedInvariants(system.database.db)).toEqual({});
});
afterAll(() => system.stop());

function sweep(replica = 0) {
  return system.replicas[replica]?.service.app.get(ExpiryWorker).sweep();
}

async function held(onHand = 10) {
  const sku = `S-${randomUUID()}`;
  await system.stock({ [sku]: onHand });
  const client = system.client('fulfillment');
  const reservation = { sku, id: randomUUID(), lines: [{ sku, quantity: 2 }], client };
  await client.reserve(reservation.id, reservation.lines);
  return reservation;
}

describe('a hold that runs out', () => {
  it('lives to the last millisecond and no longer', async () => {
    const { id, client } = await held();
    system.clock.advanceSeconds(ttlSeconds - 0.001);
    await expect(client.reservation(id)).resolves.toMatchObject({ reservation: { state: 'held' } });
    await sweep();
    await expect(client.reservation(id)).resolves.toMatchObject({ reservation: { state: 'held' } });
    system.clock.advanceSeconds(0.001);
    await sweep();
    await expect(client.reservation(id)).resolves.toMatchObject({ reservation: { state: 'expired' } });
  });

  it('gives its pieces back when the sweeper comes by', async () => {
    const { sku, id, lines, client } = await held();
    system.clock.advanceSeconds(ttlSeconds);
    await sweep();
    await expect(system.levels(sku)).resolves.toEqual([10, 0, 10]);
    await expect(client.reserve(id, lines)).resolves.toEqual({ outcome: 'ended', state: 'expired' });
  });

  it('is over for its caller before the sweeper has come by', async () => {
    const { sku, id, client } = await held();
    system.clock.advanceSeconds(ttlSeconds);
    await expect(client.confirm(id)).resolves.toEqual({ outcome: 'expired' });
    await expect(system.levels(sku)).resolves.toEqual([10, 0, 10]);

    const another = await held();
    system.clock.advanceSeconds(ttlSeconds);
    await expect(another.client.reserve(another.id, another.lines)).resolves.toMatchObject({
      state: 'expired',
    });
    await expect(system.levels(another.sku)).resolves.toEqual([10, 0, 10]);
  });

  it('is released without complaint: the caller has what it wanted', async () => {
    const { id, client } = await held();
    system.clock.advanceSeconds(ttlSeconds);
    await expect(client.release(id)).resolves.toEqual({ outcome: 'released' });
  });

  it('does not touch what was confirmed in time', async () => {
    const { sku, id, client } = await held();
    await client.confirm(id);
    system.clock.advanceSeconds(ttlSeconds);
    await sweep();
    await expect(system.levels(sku)).resolves.toEqual([8, 0, 8]);
  });
});

describe('the sweeper', () => {
  it('shares the work between replicas: every hold ends once', async () => {
    const reservations = await Promise.all(Array.from({ length: 20 }, () => held()));
    system.clock.advanceSeconds(ttlSeconds);
    const sweeps = await Promise.all([sweep(0), sweep(1), sweep(0), sweep(1)]);
    // what a replica skips because another is at it is left for the next sweep, if that other should fail
    const left = await sweep();
    const expired = [...sweeps, left].reduce((sum, done) => sum + (done?.expired ?? 0), 0);
    expect(expired).toBe(reservations.length);
    for (const { sku } of reservations) await expect(system.levels(sku)).resolves.toEqual([10, 0, 10]);
  });

  it('goes on past a reservation that it cannot end', async () => {
    const broken = await held();
    const { sku } = await held();
    await system.database.db
      .updateTable('reservation_line')
      .set({ quantity: 1_000 })
      .where('reservation_id', '=', broken.id)
      .execute();
    system.clock.advanceSeconds(ttlSeconds);
    await sweep();
    await expect(system.levels(sku)).resolves.toEqual([10, 0, 10]);
    expect(system.log.with('event', 'reservation.expiry-failed')).toMatchObject([{ id: broken.id }]);

    await system.database.db
      .updateTable('reservation_line')
      .set({ quantity: 2 })
      .where('reservation_id', '=', broken.id)
      .execute();
    await sweep();
    await expect(system.levels(broken.sku)).resolves.toEqual([10, 0, 10]);
  });

  it('keeps what has ended for seven days, and its movements for good', async () => {
    const { sku, id, lines, client } = await held();
    await client.release(id);
    system.clock.advanceSeconds(weekSeconds);
    await sweep();
    await expect(client.reserve(id, lines)).resolves.toEqual({ outcome: 'ended', state: 'released' });
    system.clock.advanceSeconds(0.001);
    await sweep();
    await expect(client.reservation(id)).resolves.toEqual({ outcome: 'unknown' });
    await expect(system.client('warehouse').movements(sku)).resolves.toMatchObject({
      page: { items: [{ cause: 'released' }, { cause: 'reserved' }, { cause: 'received' }] },
    });
  });
});
