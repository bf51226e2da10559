import { randomUUID } from 'node:crypto';
import { violatedInvariants } from './support/invariants.js';
import { TestSystem, ttlSeconds } from './support/test-system.js';

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start();
});
afterEach(async () => {
  expect(await violatedInvariants(system.database.db)).toEqual({});
});
afterAll(() => system.stop());

/** A new item and a new reservation id, so that no test sees another's. */
async function fresh(onHand: number) {
  const sku = `S-${randomUUID()}`;
  await system.stock({ [sku]: onHand });
  return { sku, id: randomUUID(), lines: [{ sku, quantity: 2 }], client: system.client('fulfillment') };
}

describe('reserving', () => {
  it('holds the pieces for a quarter of an hour', async () => {
    const { sku, id, lines, client } = await fresh(10);
    const createdAt = system.clock.now();
    await expect(client.reserve(id, lines)).resolves.toEqual({
      outcome: 'reserved',
      replayed: false,
      reservation: {
        id,
        state: 'held',
        lines,
        createdAt: createdAt.toISOString(),
        expiresAt: new Date(createdAt.getTime() + ttlSeconds * 1_000).toISOString(),
      },
    });
    await expect(system.levels(sku)).resolves.toEqual([10, 2, 8]);
  });

  it('answers a replay as it answered the first time, and has one effect', async () => {
    const { sku, id, lines, client } = await fresh(10);
    const first = await client.reserve(id, lines);
    system.clock.advanceSeconds(1);
    await expect(client.reserve(id, lines)).resolves.toEqual({ ...first, replayed: true });
    await expect(client.reserve(id.toUpperCase(), lines)).resolves.toEqual({ ...first, replayed: true });
    await expect(system.levels(sku)).resolves.toEqual([10, 2, 8]);
  });

  it('takes lines of one SKU together, in whatever order and portions they come', async () => {
    const { sku, id, client } = await fresh(10);
    const portions = [
      { sku, quantity: 6 },
      { sku, quantity: 1 },
    ];
    await expect(client.reserve(id, portions)).resolves.toMatchObject({
      reservation: { lines: [{ sku, quantity: 7 }] },
    });
    await expect(client.reserve(id, [{ sku, quantity: 7 }])).resolves.toMatchObject({ replayed: true });
    const tooMany = [
      { sku, quantity: 2 },
      { sku, quantity: 2 },
    ];
    await expect(client.reserve(randomUUID(), tooMany)).resolves.toEqual({
      outcome: 'insufficient-stock',
      shortages: [{ sku, reason: 'insufficient', requested: 4, available: 3, lines: [0, 1] }],
    });
  });

  it('holds all lines or none, and tells which are short and by how many', async () => {
    const { sku, id, client } = await fresh(3);
    const lines = [
      { sku, quantity: 1 },
      { sku: 'NO-SUCH-ITEM', quantity: 2 },
    ];
    await expect(client.reserve(id, lines)).resolves.toEqual({
      outcome: 'insufficient-stock',
      shortages: [{ sku: 'NO-SUCH-ITEM', reason: 'unknown-sku', requested: 2, available: 0, lines: [1] }],
    });
    await expect(system.levels(sku)).resolves.toEqual([3, 0, 3]);
  });

  it('leaves the id free when stock was short: the same request may succeed later', async () => {
    const { sku, id, client } = await fresh(1);
    const lines = [{ sku, quantity: 2 }];
    await expect(client.reserve(id, lines)).resolves.toMatchObject({ outcome: 'insufficient-stock' });
    await expect(client.reservation(id)).resolves.toEqual({ outcome: 'unknown' });
    await system.client('warehouse').updateStock(sku, 2, 1);
    await expect(client.reserve(id, lines)).resolves.toMatchObject({ outcome: 'reserved', replayed: false });
  });

  it('refuses other lines under an id that is taken', async () => {
    const { sku, id, lines, client } = await fresh(10);
    await client.reserve(id, lines);
    await expect(client.reserve(id, [{ sku, quantity: 3 }])).resolves.toEqual({ outcome: 'mismatch' });
    await expect(system.levels(sku)).resolves.toEqual([10, 2, 8]);
  });
});

describe('confirming', () => {
  it('takes the pieces off the shelf, once', async () => {
    const { sku, id, lines, client } = await fresh(10);
    await client.reserve(id, lines);
    const confirmed = await client.confirm(id);
    expect(confirmed).toMatchObject({ outcome: 'confirmed', reservation: { state: 'confirmed', lines } });
    await expect(system.levels(sku)).resolves.toEqual([8, 0, 8]);
    await expect(client.confirm(id)).resolves.toEqual(confirmed);
    await expect(client.reserve(id, lines)).resolves.toMatchObject({
      outcome: 'reserved',
      replayed: true,
      reservation: { state: 'confirmed' },
    });
    await expect(system.levels(sku)).resolves.toEqual([8, 0, 8]);
  });

  it('needs something to confirm', async () => {
    const { id, lines, client } = await fresh(10);
    await expect(client.confirm(id)).resolves.toEqual({ outcome: 'unknown' });
    await client.reserve(id, lines);
    await client.release(id);
    await expect(client.confirm(id)).resolves.toEqual({ outcome: 'released' });
  });
});

describe('releasing', () => {
  it('gives the pieces back, once', async () => {
    const { sku, id, lines, client } = await fresh(10);
    await client.reserve(id, lines);
    await expect(client.release(id)).resolves.toEqual({ outcome: 'released' });
    await expect(client.release(id)).resolves.toEqual({ outcome: 'released' });
    await expect(system.levels(sku)).resolves.toEqual([10, 0, 10]);
    await expect(client.reserve(id, lines)).resolves.toEqual({ outcome: 'ended', state: 'released' });
  });

  it('leaves a confirmed reservation as it is', async () => {
    const { sku, id, lines, client } = await fresh(10);
    await client.reserve(id, lines);
    await client.confirm(id);
    await expect(client.release(id)).resolves.toEqual({ outcome: 'confirmed' });
    await expect(system.levels(sku)).resolves.toEqual([8, 0, 8]);
  });

  it('uses up an id that has not been seen yet: a late reservation holds nothing', async () => {
    const { sku, id, lines, client } = await fresh(10);
    await expect(client.release(id)).resolves.toEqual({ outcome: 'released' });
    await expect(client.reserve(id, lines)).resolves.toEqual({ outcome: 'ended', state: 'released' });
    await expect(client.confirm(id)).resolves.toEqual({ outcome: 'released' });
    await expect(system.levels(sku)).resolves.toEqual([10, 0, 10]);
  });
});

describe('another caller', () => {
  it('neither sees nor touches a reservation, and may use the same id for its own', async () => {
    const { sku, id, lines, client } = await fresh(10);
    const rival = system.client('rival');
    await client.reserve(id, lines);

    await expect(rival.reservation(id)).resolves.toEqual({ outcome: 'unknown' });
    await expect(rival.confirm(id)).resolves.toEqual({ outcome: 'unknown' });
    await expect(rival.release(id)).resolves.toEqual({ outcome: 'released' });
    await expect(client.reservation(id)).resolves.toMatchObject({ reservation: { state: 'held' } });

    const second = randomUUID();
    await client.release(second);
    await expect(rival.reserve(second, [{ sku, quantity: 3 }])).resolves.toMatchObject({
      outcome: 'reserved',
    });
    await expect(system.levels(sku)).resolves.toEqual([10, 5, 5]);
  });
});
