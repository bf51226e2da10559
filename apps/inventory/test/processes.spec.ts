import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { inventoryRoles } from '@nest-entra/inventory-contract';
import { TestIssuer } from '@nest-entra/auth/testing';
import { violatedInvariants } from './support/invariants.js';
import { InventoryProcess } from './support/inventory-process.js';
import { persistently } from './support/persistence.js';
import { TestDatabase } from './support/test-database.js';

/** Each start costs seconds, so `npm test` leaves process deaths to apps/e2e. */
const inSoak = process.env['SOAK'] ? describe : describe.skip;
const kills = 10;
const stepsBetweenKills = 40;
const workers = 8;

let database: TestDatabase;
let issuer: TestIssuer;
let replicas: readonly [InventoryProcess, InventoryProcess];
let token: string;

/** One of the two processes, in turn: a caller that gets no answer from one asks the other. */
function inTurn() {
  let turn = 0;
  return () => (turn++ % 2 ? replicas[1] : replicas[0]).client(token);
}

async function levels(sku: string): Promise<readonly number[]> {
  const found = await persistently(() => replicas[0].client(token).stock(sku));
  return found.outcome === 'found' ? [found.stock.onHand, found.stock.reserved] : [];
}

inSoak('two processes on one database', () => {
  beforeAll(async () => {
    [database, issuer] = await Promise.all([TestDatabase.create(), TestIssuer.start()]);
    const environment = {
      ...issuer.environment,
      DATABASE_URL: database.url,
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOAD_LIMIT_REQUESTS_IN_FLIGHT: '1000',
    };
    replicas = [new InventoryProcess(environment), new InventoryProcess(environment)];
    await Promise.all(replicas.map((replica) => replica.start()));
    token = issuer.app({ roles: Object.values(inventoryRoles) });
  }, 120_000);

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.end('SIGTERM')));
    await issuer.stop();
    await database.drop();
  });

  it('sell 100 pieces to 300 callers exactly once each', async () => {
    await persistently(() => replicas[0].client(token).createStock('HUNDRED', 100));
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, async () => {
        const client = inTurn();
        const id = randomUUID();
        const { outcome } = await persistently(() => client().reserve(id, [{ sku: 'HUNDRED', quantity: 1 }]));
        if (outcome === 'reserved') await persistently(() => client().confirm(id));
        return outcome;
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome === 'insufficient-stock')).toHaveLength(200);
    await expect(levels('HUNDRED')).resolves.toEqual([0, 0]);
    expect(await violatedInvariants(database.db)).toEqual({});
  }, 60_000);

  it(`lose nothing and do nothing twice when they are killed in the middle of their answers, ${kills} times`, async () => {
    const stock = 1_000_000;
    await persistently(() => replicas[0].client(token).createStock('PLENTY', stock));
    let confirmed = 0;
    let killed = 0;
    const steps = new EventEmitter();
    const step = async (call: () => Promise<{ outcome: string }>): Promise<void> => {
      await persistently(call);
      steps.emit('done');
    };
    const work = async (): Promise<void> => {
      const client = inTurn();
      while (killed < kills) {
        const id = randomUUID();
        await step(() => client().reserve(id, [{ sku: 'PLENTY', quantity: 1 }]));
        await step(() => client().confirm(id));
        confirmed++;
      }
    };
    const kill = async (): Promise<void> => {
      for (let round = 0; round < kills; round++) {
        const victim = replicas[round % 2 ? 1 : 0];
        for (let done = 0; done < stepsBetweenKills; done++) await once(steps, 'done');
        await victim.end('SIGKILL');
        await victim.start();
        killed++;
      }
    };
    await Promise.all([kill(), ...Array.from({ length: workers }, work)]);

    expect(confirmed).toBeGreaterThan(kills);
    await expect(levels('PLENTY')).resolves.toEqual([stock - confirmed, 0]);
    expect(await violatedInvariants(database.db)).toEqual({});
  }, 1_200_000);

  it('stop when they are asked to', async () => {
    await expect(replicas[1].end('SIGTERM')).resolves.toBe(0);
  }, 60_000);
});
