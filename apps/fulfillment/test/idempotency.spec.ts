import { randomUUID } from 'node:crypto';
import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { everythingInStock, insufficientStock, problem } from './scripted-inventory.js';
import { Gate, until } from './until.js';

const desk = { lines: [{ sku: 'DESK', quantity: 1 }] };
const lamp = { lines: [{ sku: 'LAMP', quantity: 1 }] };

let under: FulfillmentUnderTest;

beforeAll(async () => {
  under = await startFulfillment({ replicas: 2 });
});

afterEach(() => under.inventory.reset());

afterAll(() => under.stop());

const withHeaders = (headers: Record<string, string>, json: unknown = desk) =>
  under.call('POST', '/orders', under.callers.storefront, { json, headers });

describe('the header', () => {
  it('is required', async () => {
    const answer = await withHeaders({});
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'IDEMPOTENCY_KEY_MISSING',
      type: 'urn:problem-type:fulfillment:idempotency-key-missing',
    });
  });

  it.each([
    ['empty', ''],
    ['an empty string', '""'],
    ['half a string', '"abc'],
    ['two keys', 'abc, def'],
    ['two strings', '"abc", "def"'],
    ['a parameter', '"abc";x=1'],
    ['longer than 128 characters', 'x'.repeat(129)],
    ['not ASCII', '"schlüssel"'],
  ])('is refused when it is %s', async (_what, key) => {
    const answer = await withHeaders({ 'idempotency-key': Buffer.from(key).toString('latin1') });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toMatch(/^IDEMPOTENCY_KEY_(INVALID|MISSING)$/);
  });

  it('means the same key with and without its quotes', async () => {
    const key = randomUUID();
    const quoted = await withHeaders({ 'idempotency-key': `"${key}"` });
    const bare = await withHeaders({ 'idempotency-key': key });
    expect(bare).toMatchObject({ status: 201, body: quoted.body });
  });
});

describe('the same key again', () => {
  it('gets the first answer once more, on whatever replica, and orders nothing', async () => {
    const key = randomUUID();
    const first = await under.place(desk, { key });
    for (const on of under.replicas) {
      const again = await under.place(desk, { key, on });
      expect(again.status).toBe(201);
      expect(again.body).toEqual(first.body);
      expect(again.headers['location']).toBe(first.headers['location']);
    }
    expect(under.inventory.calls).toHaveLength(2);
  });

  it('gets a rejection once more, even if there is stock by now', async () => {
    const key = randomUUID();
    under.inventory.next('reserve', (call) => insufficientStock(call));
    const first = await under.place(desk, { key });
    const again = await under.place(desk, { key });
    expect(again.status).toBe(409);
    expect(again.body).toEqual(first.body);
  });

  it('gets "accepted" once more, even if the order is finished by now', async () => {
    const key = randomUUID();
    under.inventory.alwaysAll(problem(503, 'OVERLOADED'));
    const first = await under.place(desk, { key });
    expect(first.status).toBe(202);
    under.inventory.reset();
    await under.finished(first.body.id);
    const again = await under.place(desk, { key });
    expect(again).toMatchObject({ status: 202, body: first.body });
  });

  it('with another body is refused, and orders nothing', async () => {
    const key = randomUUID();
    await under.place(desk, { key });
    const before = await under.database.count('orders');
    const other = await under.place(lamp, { key });
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await under.database.count('orders')).toBe(before);
  });

  it('with a body that makes no sense leaves the key unused', async () => {
    const key = randomUUID();
    expect((await under.place({ lines: [] }, { key })).status).toBe(400);
    expect((await under.place(desk, { key })).status).toBe(201);
  });

  it('by another caller is another key', async () => {
    const key = randomUUID();
    const { storefront, otherApplication, clerk, otherUser } = under.callers;
    const ids = new Set<string>();
    for (const as of [storefront, otherApplication, clerk, otherUser]) {
      const placed = await under.place(desk, { key, as });
      expect(placed.status).toBe(201);
      ids.add(placed.body.id);
    }
    expect(ids.size).toBe(4);
  });

  it('while the first request is at work is told to wait, and served afterwards', async () => {
    const key = randomUUID();
    const gate = new Gate();
    under.inventory.next('reserve', async (call) => {
      await gate.passed();
      return everythingInStock(call);
    });
    const first = under.place(desk, { key });
    await until(() => under.inventory.calls.length === 1);
    const meanwhile = await under.place(desk, { key });
    expect(meanwhile.status).toBe(409);
    expect(meanwhile.body.code).toBe('IDEMPOTENCY_KEY_IN_USE');
    expect(Number(meanwhile.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await under.place(lamp, { key })).status).toBe(422);
    gate.open();
    expect(await under.place(desk, { key: randomUUID() })).toMatchObject({ status: 201 });
    const answered = await first;
    expect(await under.place(desk, { key })).toMatchObject({ status: answered.status, body: answered.body });
  });

  it('twenty times at once, over two replicas, is one order', async () => {
    const key = randomUUID();
    const before = await under.database.count('orders');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        under.place(desk, { key, on: under.replicas[index % 2] ?? under.replicas[0] }),
      ),
    );
    const bodies = answers.filter(({ status }) => status === 201).map(({ body }) => JSON.stringify(body));
    expect(bodies.length).toBeGreaterThanOrEqual(1);
    expect(new Set(bodies).size).toBe(1);
    for (const { status, body } of answers) {
      if (status !== 201) expect(body.code).toBe('IDEMPOTENCY_KEY_IN_USE');
    }
    expect(await under.database.count('orders')).toBe(before + 1);
    expect(under.inventory.calls.map(({ verb }) => verb)).toEqual(['reserve', 'confirm']);
  });
});

describe('a first request that died before its answer', () => {
  /** What a SIGKILL between the first transaction and the answer leaves behind. */
  async function orderWithoutAnswer(key: string): Promise<string> {
    under.inventory.alwaysAll(problem(503, 'OVERLOADED'));
    const { body } = await under.place(desk, { key });
    await under.database.rows('UPDATE idempotency_keys SET answer = NULL WHERE key = $1', [key]);
    return body.id;
  }

  const deadlinePasses = (key: string) =>
    under.database.rows(`UPDATE idempotency_keys SET deadline_at = now() - interval '1s' WHERE key = $1`, [
      key,
    ]);

  it('keeps its repetitions waiting until its deadline', async () => {
    const key = randomUUID();
    await orderWithoutAnswer(key);
    expect((await under.place(desk, { key })).body.code).toBe('IDEMPOTENCY_KEY_IN_USE');
  });

  it('is answered from its order after the deadline, as the order is then', async () => {
    const key = randomUUID();
    const id = await orderWithoutAnswer(key);
    await deadlinePasses(key);
    expect(await under.place(desk, { key })).toMatchObject({ status: 202, body: { id, state: 'pending' } });
    under.inventory.reset();
    await under.finished(id);
    expect(await under.place(desk, { key })).toMatchObject({ status: 201, body: { id, state: 'confirmed' } });
  });

  it('is answered as cancelled when its order was cancelled meanwhile', async () => {
    const key = randomUUID();
    const id = await orderWithoutAnswer(key);
    await deadlinePasses(key);
    under.inventory.reset();
    await under.cancel(id);
    expect(await under.place(desk, { key })).toMatchObject({
      status: 409,
      body: { id, code: 'ORDER_CANCELLED', state: 'cancelled' },
    });
  });
});

describe('after 24 hours', () => {
  const aDayPasses = (key: string) =>
    under.database.rows(
      `UPDATE idempotency_keys SET expires_at = expires_at - interval '24 hours' WHERE key = $1`,
      [key],
    );

  it('a key is new again', async () => {
    const key = randomUUID();
    const first = await under.place(desk, { key });
    await aDayPasses(key);
    const second = await under.place(lamp, { key });
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
    expect(await under.place(lamp, { key })).toMatchObject({ status: 201, body: second.body });
  });

  it('a key is cleared away, and its order stays', async () => {
    const key = randomUUID();
    const { body } = await under.place(desk, { key });
    await aDayPasses(key);
    await under.reconcile();
    expect(await under.database.rows('SELECT 1 FROM idempotency_keys WHERE key = $1', [key])).toEqual([]);
    expect((await under.get(body.id)).status).toBe(200);
  });

  it('and not a minute earlier', async () => {
    const key = randomUUID();
    await under.place(desk, { key });
    const [row] = await under.database.rows(
      'SELECT extract(epoch FROM expires_at - now())::float8 AS seconds FROM idempotency_keys WHERE key = $1',
      [key],
    );
    expect(row?.['seconds']).toBeGreaterThan(24 * 3600 - 60);
  });
});
