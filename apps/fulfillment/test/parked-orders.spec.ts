import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { problem } from './scripted-inventory.js';
import { until } from './until.js';

let under: FulfillmentUnderTest;

beforeAll(async () => {
  under = await startFulfillment();
});

afterEach(() => under.inventory.reset());

afterAll(() => under.stop());

const forbidden = problem(403, 'AUTH_ROLES_MISSING');

describe.each([
  ['our role was taken away', forbidden, 'INVENTORY_FORBIDDEN'],
  ['the address is wrong', problem(404, 'ROUTE_NOT_FOUND'), 'INVENTORY_NOT_FOUND'],
  ['the reservation has other lines', problem(422, 'RESERVATION_MISMATCH'), 'INVENTORY_MISMATCH'],
  ['Inventory does not understand us', problem(400, 'REQUEST_INVALID'), 'INVENTORY_UNEXPECTED'],
  ['the answer is no reservation', { status: 201, body: { id: 'x' } }, 'INVENTORY_UNEXPECTED'],
])('an order is parked, never rejected, when %s', (_what, reply, fault) => {
  it('is visible, raises one alarm, and goes on by itself once that is mended', async () => {
    under.inventory.always('reserve', reply);
    const placed = await under.place();
    expect(placed.status).toBe(202);
    const { id } = placed.body;
    expect(placed.body).toMatchObject({ state: 'pending', attention: { code: fault } });

    const parked = await under.list('?state=pending&attention=true');
    expect(parked.body.items).toContainEqual(expect.objectContaining({ id }));
    expect((await under.list('?state=pending&attention=false')).body.items).toEqual([]);

    // its job asks again, and says nothing new
    await under.database.hurry();
    const alarms = under.logged('order.parked').filter(({ orderId }) => orderId === id);
    expect(alarms).toEqual([
      expect.objectContaining({ level: 'error', alarm: true, fault, state: 'pending' }),
    ]);

    under.inventory.reset();
    expect(await under.finished(id)).toMatchObject({ state: 'confirmed' });
    expect((await under.get(id)).body.attention).toBeUndefined();
    expect(under.logged('order.resumed').filter(({ orderId }) => orderId === id)).toHaveLength(1);
  });
});

it('an order is parked with its hold when the role goes between reserve and confirm', async () => {
  under.inventory.always('confirm', forbidden);
  const placed = await under.place();
  expect(placed).toMatchObject({
    status: 202,
    body: { state: 'reserved', attention: { code: 'INVENTORY_FORBIDDEN' } },
  });
  expect((await under.list('?state=reserved&attention=true')).body.items).toHaveLength(1);
  under.inventory.reset();
  expect(await under.finished(placed.body.id)).toMatchObject({
    state: 'confirmed',
    reservationId: placed.body.reservationId,
  });
});

it('an order whose reservation Inventory has forgotten is parked: it may have been confirmed once', async () => {
  under.inventory.always('confirm', problem(404, 'RESERVATION_UNKNOWN'));
  const placed = await under.place();
  expect(placed.body).toMatchObject({ state: 'reserved', attention: { code: 'INVENTORY_NOT_FOUND' } });
  under.inventory.reset();
  await under.cancel(placed.body.id);
});

it('a parked order can be cancelled', async () => {
  under.inventory.always('reserve', forbidden);
  const { body } = await under.place();
  const cancelled = await under.cancel(body.id);
  expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  expect(cancelled.body.attention).toBeUndefined();
});

it('a parked order is asked for once a minute, not as often as an outage would be', async () => {
  under.inventory.alwaysAll(forbidden);
  const { body } = await under.place();
  await under.database.hurry();
  const dueInSeconds = async (): Promise<number> => {
    const [row] = await under.database.rows(
      `SELECT extract(epoch FROM start_after - now())::float8 AS seconds FROM pgboss.job
       WHERE singleton_key = $1 AND state = 'retry'`,
      [body.id],
    );
    return Number(row?.['seconds'] ?? 0);
  };
  await until(async () => (await dueInSeconds()) > 30);
  expect(await dueInSeconds()).toBeGreaterThan(50);
});
