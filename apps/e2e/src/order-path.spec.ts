import { randomUUID } from 'node:crypto';
import { type SystemUnderTest, systemUnderTest } from './system-under-test.js';

const sku = 'KEYBOARD-01';

describe('an order, from a token to confirmed', () => {
  let test: SystemUnderTest;
  beforeAll(async () => {
    test = await systemUnderTest();
  });
  afterAll(() => test.end());

  const stock = async () => {
    const token = await test.system.token('WAREHOUSE', 'INVENTORY');
    const { body } = await test.system.call({
      method: 'GET',
      url: test.system.url('INVENTORY', `/stock/${sku}`),
      token,
    });
    return body as { onHand: number; reserved: number; available: number };
  };
  const order = (token: string | undefined, quantity: number, key: string = randomUUID()) =>
    test.system.call({
      method: 'POST',
      url: test.system.url('FULFILLMENT', '/orders'),
      headers: { 'idempotency-key': `"${key}"` },
      json: { lines: [{ sku, quantity }] },
      ...(token !== undefined && { token }),
    });

  it('is confirmed, and takes its pieces from the stock exactly once', async () => {
    const token = await test.system.token('STOREFRONT', 'FULFILLMENT');
    const before = await stock();
    const key = randomUUID();

    const answer = await order(token, 2, key);
    const repeated = await order(token, 2, key);

    expect(answer).toMatchObject({
      status: 201,
      body: { state: 'confirmed', lines: [{ sku, quantity: 2 }] },
    });
    expect(repeated).toMatchObject({ status: 201, body: { id: (answer.body as { id: string }).id } });
    const after = await stock();
    expect(after).toMatchObject({ onHand: before.onHand - 2, available: before.available - 2 });
  });

  it('can be read back by its owner', async () => {
    const token = await test.system.token('STOREFRONT', 'FULFILLMENT');
    const placed = (await order(token, 1)).body as { id: string };
    const url = test.system.url('FULFILLMENT', `/orders/${placed.id}`);
    await expect(test.system.call({ method: 'GET', url, token })).resolves.toMatchObject({
      status: 200,
      body: { id: placed.id, state: 'confirmed' },
    });
  });

  it('is refused without a token: 401, and what to bring', async () => {
    await expect(order(undefined, 1)).resolves.toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringMatching(/^Bearer/) },
      body: { status: 401 },
    });
  });

  it('is refused with a valid token that carries no role: 403', async () => {
    const token = await test.system.token('STRANGER', 'FULFILLMENT');
    await expect(order(token, 1)).resolves.toMatchObject({
      status: 403,
      body: { status: 403, code: 'AUTH_ROLES_MISSING' },
    });
  });

  it('is refused with a token for another API: 401', async () => {
    const token = await test.system.token('WAREHOUSE', 'INVENTORY');
    await expect(order(token, 1)).resolves.toMatchObject({ status: 401 });
  });

  it('is rejected when stock is short: 409, and nothing is taken', async () => {
    const token = await test.system.token('STOREFRONT', 'FULFILLMENT');
    const before = await stock();
    await expect(order(token, before.available + 1)).resolves.toMatchObject({
      status: 409,
      body: { code: 'ORDER_REJECTED' },
    });
    await expect(stock()).resolves.toMatchObject({ onHand: before.onHand, available: before.available });
  });
});
