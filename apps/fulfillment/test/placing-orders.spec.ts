import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { insufficientStock, problem } from './scripted-inventory.js';
import { until } from './until.js';

let under: FulfillmentUnderTest;

beforeAll(async () => {
  under = await startFulfillment();
});

afterEach(() => under.inventory.reset());

afterAll(() => under.stop());

describe('an order that can be filled', () => {
  it('is reserved, confirmed, and answered with 201', async () => {
    const placed = await under.place({
      lines: [
        { sku: 'DESK', quantity: 2 },
        { sku: 'LAMP', quantity: 1 },
      ],
    });
    expect(placed.status).toBe(201);
    expect(placed.headers['location']).toBe(`/orders/${placed.body.id}`);
    expect(placed.body).toEqual({
      id: expect.any(String),
      state: 'confirmed',
      lines: [
        { sku: 'DESK', quantity: 2 },
        { sku: 'LAMP', quantity: 1 },
      ],
      reservationId: expect.any(String),
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect(under.inventory.verbsFor(placed.body.reservationId)).toEqual(['reserve', 'confirm']);
  });

  it('is there afterwards', async () => {
    const placed = await under.place();
    const read = await under.get(placed.body.id);
    expect(read.status).toBe(200);
    expect(read.body).toEqual(placed.body);
  });

  it('leaves no job behind', async () => {
    const placed = await under.place();
    expect(await under.jobsOf(placed.body.id)).toEqual([]);
  });
});

describe('an order that cannot be filled', () => {
  it('is answered with a problem that is the order too, and says which lines and how many', async () => {
    under.inventory.next('reserve', (call) => insufficientStock(call, 1));
    const placed = await under.place({ lines: [{ sku: 'DESK', quantity: 3 }] });
    expect(placed.status).toBe(409);
    expect(placed.headers['content-type']).toContain('application/problem+json');
    expect(placed.headers['location']).toBe(`/orders/${placed.body.id}`);
    expect(placed.body).toMatchObject({
      type: 'urn:problem-type:fulfillment:order-rejected',
      status: 409,
      code: 'ORDER_REJECTED',
      state: 'rejected',
      rejection: {
        shortages: [{ sku: 'DESK', reason: 'insufficient', requested: 3, available: 1, lines: [0] }],
      },
    });
    expect((await under.get(placed.body.id)).body).toMatchObject({
      state: 'rejected',
      rejection: placed.body.rejection,
    });
  });

  it('stays rejected', async () => {
    under.inventory.next('reserve', (call) => insufficientStock(call));
    const { body } = await under.place();
    await under.database.hurry();
    expect(under.inventory.verbsFor(body.reservationId)).toEqual(['reserve']);
    expect((await under.get(body.id)).body.state).toBe('rejected');
  });
});

describe('while Inventory is away', () => {
  it.each([
    ['answers 503', problem(503, 'OVERLOADED', {})],
    ['answers 429', problem(429, 'RATE_LIMITED', {})],
    ['answers 500 with a page', { status: 500, body: 'oops', headers: { 'content-type': 'text/html' } }],
    ['drops the connection', 'cut'],
    ['refuses our fresh token', problem(401, 'AUTH_TOKEN_INVALID', {})],
  ] as const)('an order is accepted, and finishes by itself: it %s', async (_what, reply) => {
    under.inventory.alwaysAll(() => reply);
    const placed = await under.place();
    expect(placed.status).toBe(202);
    expect(placed.headers['location']).toBe(`/orders/${placed.body.id}`);
    expect(placed.body.state).toBe('pending');
    expect(placed.body.attention).toBeUndefined();

    under.inventory.reset();
    const finished = await under.finished(placed.body.id);
    expect(finished).toMatchObject({ state: 'confirmed', reservationId: placed.body.reservationId });
  });

  it('an order whose confirm got no answer is confirmed once, under the same reservation', async () => {
    under.inventory.always('confirm', () => 'cut');
    const placed = await under.place();
    expect(placed.status).toBe(202);
    expect(placed.body.state).toBe('reserved');
    under.inventory.reset();
    const finished = await under.finished(placed.body.id);
    expect(finished).toMatchObject({ state: 'confirmed', reservationId: placed.body.reservationId });
    expect(under.inventory.verbsFor(placed.body.reservationId)).toEqual(['confirm']);
  });
});

describe('a hold that ran out', () => {
  it('before its confirm leads to a new reservation, and to one confirmation', async () => {
    under.inventory.next('confirm', problem(410, 'RESERVATION_ENDED', { state: 'expired' }));
    const placed = await under.place();
    expect(placed.status).toBe(201);
    const [first, second] = [under.inventory.calls[0]?.reservationId, placed.body.reservationId];
    expect(second).not.toBe(first);
    expect(under.inventory.verbsFor(first ?? '')).toEqual(['reserve', 'confirm']);
    expect(under.inventory.verbsFor(second)).toEqual(['reserve', 'confirm']);
  });

  it('while the order waited leads to a new reservation as well', async () => {
    under.inventory.always('confirm', problem(503, 'OVERLOADED'));
    const placed = await under.place();
    expect(placed.body.state).toBe('reserved');
    under.inventory.reset();
    under.inventory.next('confirm', problem(410, 'RESERVATION_ENDED', { state: 'expired' }));
    const finished = await under.finished(placed.body.id);
    expect(finished.state).toBe('confirmed');
    expect(finished.reservationId).not.toBe(placed.body.reservationId);
  });

  it('again and again does not keep a request busy for ever', async () => {
    under.inventory.always('confirm', problem(410, 'RESERVATION_ENDED', { state: 'expired' }));
    const placed = await under.place();
    expect(placed.status).toBe(202);
    expect(under.inventory.calls.length).toBeLessThanOrEqual(6);
    under.inventory.reset();
    expect(await under.finished(placed.body.id)).toMatchObject({ state: 'confirmed' });
  });
});

describe('a body that makes no sense', () => {
  const line = { sku: 'DESK', quantity: 1 };
  const lines = (count: number): object[] =>
    Array.from({ length: count }, (_, index) => ({ sku: `SKU-${index}`, quantity: 1 }));

  it.each([
    ['a negative quantity', { lines: [{ sku: 'DESK', quantity: -1 }] }, 'lines.0.quantity'],
    ['a quantity of zero', { lines: [line, { sku: 'LAMP', quantity: 0 }] }, 'lines.1.quantity'],
    ['half a piece', { lines: [{ sku: 'DESK', quantity: 0.5 }] }, 'lines.0.quantity'],
    ['a huge quantity', { lines: [{ sku: 'DESK', quantity: 1e15 }] }, 'lines.0.quantity'],
    ['a quantity in letters', { lines: [{ sku: 'DESK', quantity: '1' }] }, 'lines.0.quantity'],
    ['no quantity', { lines: [{ sku: 'DESK' }] }, 'lines.0.quantity'],
    ['a SKU that cannot be', { lines: [{ sku: '../stock', quantity: 1 }] }, 'lines.0.sku'],
    ['a SKU of another type', { lines: [{ sku: 5, quantity: 1 }] }, 'lines.0.sku'],
    ['a SKU that is too long', { lines: [{ sku: 'x'.repeat(65), quantity: 1 }] }, 'lines.0.sku'],
    ['no lines', { lines: [] }, 'lines'],
    ['101 lines', { lines: lines(101) }, 'lines'],
    ['lines of another type', { lines: 'DESK' }, 'lines'],
    ['a SKU in two lines', { lines: [line, { sku: 'LAMP', quantity: 1 }, line] }, 'lines.2.sku'],
    ['nothing at all', {}, 'lines'],
    ['a line with more in it', { lines: [{ ...line, price: 0 }] }, 'lines.0'],
  ])('%s is refused by the name of the field', async (_what, json, field) => {
    const before = await under.database.count('orders');
    const answer = await under.place(json);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'REQUEST_INVALID' });
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ in: 'body', field }));
    expect(await under.database.count('orders')).toBe(before);
    expect(under.inventory.calls).toEqual([]);
  });

  it.each([
    ['a list', [line]],
    ['a word', 'DESK'],
    ['null', null],
    ['more than lines', { lines: [line], state: 'confirmed' }],
  ])('%s is refused', async (_what, json) => {
    const answer = await under.place(json);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ in: 'body' }));
  });

  it('a megabyte is refused before anybody reads it', async () => {
    const answer = await under.place({ lines: [{ ...line, note: 'x'.repeat(1_100_000) }] });
    expect(answer.status).toBe(413);
  });

  it('100 lines are fine', async () => {
    expect((await under.place({ lines: lines(100) })).status).toBe(201);
  });
});

describe('an id that makes no sense', () => {
  it.each(['1', 'not-a-uuid', '7c6f3f0e-5f55-4c53-8f0d-6b2f5d1c9a1', "7c6f3f0e' OR '1'='1"])(
    '%s is refused by its name',
    async (id) => {
      for (const answer of [
        await under.get(encodeURIComponent(id)),
        await under.cancel(encodeURIComponent(id)),
      ]) {
        expect(answer.status).toBe(400);
        expect(answer.body.errors).toContainEqual(expect.objectContaining({ in: 'path', field: 'id' }));
      }
    },
  );

  it('an order that never was is a 404', async () => {
    const answer = await under.get('7c6f3f0e-5f55-4c53-8f0d-6b2f5d1c9a11');
    expect(answer.status).toBe(404);
    expect(answer.body.code).toBe('ORDER_UNKNOWN');
  });
});

it('an order whose job was lost gets a new one', async () => {
  under.inventory.alwaysAll(problem(503, 'OVERLOADED'));
  const { body } = await under.place();
  await under.database.rows('DELETE FROM pgboss.job');
  await under.database.rows(`UPDATE orders SET updated_at = now() - interval '1 hour' WHERE id = $1`, [
    body.id,
  ]);
  under.inventory.reset();
  await under.reconcile();
  expect(await under.finished(body.id)).toMatchObject({ state: 'confirmed' });
  await until(async () => (await under.jobsOf(body.id)).every((state) => state === 'completed'));
});
