import { MetricReader } from '@nest-entra/service-kit/testing';
import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { insufficientStock, problem } from './scripted-inventory.js';

const metrics = MetricReader.install();
const pointsOf = (metric: string) => metrics.pointsOf(metric);

let under: FulfillmentUnderTest;

beforeAll(async () => {
  under = await startFulfillment();
});

afterEach(() => under.inventory.reset());

afterAll(async () => {
  await under.stop();
  await metrics.uninstall();
});

describe('an operator', () => {
  it('sees how many orders are on their way, how many of them are stuck, and how old the oldest is', async () => {
    expect(await pointsOf('fulfillment.order.backlog')).toEqual([
      { condition: 'waiting', value: 0 },
      { condition: 'parked', value: 0 },
    ]);
    expect(await pointsOf('fulfillment.order.oldest_age')).toEqual([{ value: 0 }]);

    under.inventory.alwaysAll(problem(503, 'OVERLOADED'));
    const waiting = await under.place();
    under.inventory.always('reserve', problem(403, 'AUTH_ROLES_MISSING'));
    const parked = await under.place();
    expect(parked.body).toMatchObject({ attention: { code: 'INVENTORY_FORBIDDEN' } });

    expect(await pointsOf('fulfillment.order.backlog')).toEqual([
      { condition: 'waiting', value: 1 },
      { condition: 'parked', value: 1 },
    ]);
    const [oldest] = await pointsOf('fulfillment.order.oldest_age');
    expect(oldest?.['value']).toBeGreaterThan(0);

    under.inventory.reset();
    for (const { body } of [waiting, parked]) await under.finished(body.id);
    expect(await pointsOf('fulfillment.order.backlog')).toEqual([
      { condition: 'waiting', value: 0 },
      { condition: 'parked', value: 0 },
    ]);
  });

  it('sees what becomes of orders; one that is asked about again and again is parked once', async () => {
    const before = await outcomes();
    await under.place();
    under.inventory.always('reserve', (call) => insufficientStock(call));
    expect((await under.place()).status).toBe(409);
    under.inventory.always('reserve', problem(403, 'AUTH_ROLES_MISSING'));
    const parked = await under.place();
    await under.database.hurry();
    // while Inventory still forbids it: a turn of the job could confirm the order before it is cancelled
    await under.cancel(parked.body.id);
    await under.finished(parked.body.id);

    const after = await outcomes();
    const grown = Object.entries(after).map(([outcome, value]) => [outcome, value - (before[outcome] ?? 0)]);
    expect(Object.fromEntries(grown)).toEqual({
      confirmed: 1,
      rejected: 1,
      cancelled: 1,
      'parked INVENTORY_FORBIDDEN': 1,
    });
  });

  async function outcomes(): Promise<Record<string, number>> {
    const points = await pointsOf('fulfillment.order.outcomes');
    return Object.fromEntries(
      points.map(({ outcome, fault, value }) => [
        [outcome, fault].filter(Boolean).join(' '),
        value as number,
      ]),
    );
  }
});
