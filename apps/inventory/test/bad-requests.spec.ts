import { randomUUID } from 'node:crypto';
import { inventoryPaths, type InventoryRequest } from '@nest-entra/inventory-contract';
import { sql } from 'kysely';
import { TestSystem } from './support/test-system.js';

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start();
  await system.stock({ A: 10 });
});
afterAll(() => system.stop());

const line = (extra: object = {}) => ({ sku: 'A', quantity: 1, ...extra });

async function stored(): Promise<unknown> {
  const { rows } = await sql`
    SELECT (SELECT count(*) FROM reservation) AS reservations, (SELECT count(*) FROM stock) AS items,
           (SELECT count(*) FROM movement) AS movements`.execute(system.database.db);
  return rows[0];
}

async function expectRefusal(
  request: InventoryRequest,
  token: string,
  status: number,
  body: object,
): Promise<void> {
  const before = await stored();
  await expect(system.inventory.send(request, token)).resolves.toMatchObject({ status, body });
  await expect(stored()).resolves.toEqual(before);
}

describe('a reservation that makes no sense is refused, naming the field, and leaves nothing behind', () => {
  it.each([
    ['a negative quantity', { lines: [line({ quantity: -1 })] }, 'lines.0.quantity'],
    ['nothing of something', { lines: [line(), line({ quantity: 0 })] }, 'lines.1.quantity'],
    ['half a piece', { lines: [line({ quantity: 0.5 })] }, 'lines.0.quantity'],
    ['more than there can be', { lines: [line({ quantity: 1_000_001 })] }, 'lines.0.quantity'],
    ['a number past all numbers', { lines: [line({ quantity: 1e300 })] }, 'lines.0.quantity'],
    ['a quantity as text', { lines: [line({ quantity: '1' })] }, 'lines.0.quantity'],
    ['no quantity', { lines: [{ sku: 'A' }] }, 'lines.0.quantity'],
    ['a sku with a space', { lines: [line({ sku: 'A B' })] }, 'lines.0.sku'],
    ['a sku that is not ASCII', { lines: [line({ sku: 'Ä' })] }, 'lines.0.sku'],
    ['a sku without end', { lines: [line({ sku: 'A'.repeat(65) })] }, 'lines.0.sku'],
    ['a sku with a NUL', { lines: [line({ sku: 'A\0' })] }, 'lines.0.sku'],
    ['no sku', { lines: [{ quantity: 1 }] }, 'lines.0.sku'],
    ['a misspelt member', { lines: [line({ quantitty: 2 })] }, 'lines.0'],
    ['no lines', { lines: [] }, 'lines'],
    ['101 lines', { lines: Array.from({ length: 101 }, () => line()) }, 'lines'],
    ['lines that are none', { lines: { 0: line() } }, 'lines'],
  ])('%s', async (_, json, field) => {
    const request: InventoryRequest = { method: 'PUT', path: inventoryPaths.reservation(randomUUID()), json };
    await expectRefusal(request, system.tokens.fulfillment, 400, {
      code: 'REQUEST_INVALID',
      errors: expect.arrayContaining([expect.objectContaining({ in: 'body', field })]),
    });
  });

  it.each([
    ['an array', []],
    ['null', 'null'],
    ['a word', '"lines"'],
    ['an unknown member', { lines: [line()], note: 'hi' }],
  ])('%s for a body', async (_, json) => {
    const request: InventoryRequest = { method: 'PUT', path: inventoryPaths.reservation(randomUUID()), json };
    await expectRefusal(request, system.tokens.fulfillment, 400, {
      code: 'REQUEST_INVALID',
      errors: [{ in: 'body' }],
    });
  });

  it('no body at all', async () => {
    const request: InventoryRequest = { method: 'PUT', path: inventoryPaths.reservation(randomUUID()) };
    await expectRefusal(request, system.tokens.fulfillment, 400, { code: 'REQUEST_INVALID' });
  });

  it('a body that is not JSON', async () => {
    const request: InventoryRequest = {
      method: 'PUT',
      path: inventoryPaths.reservation(randomUUID()),
      json: '{"lines":',
    };
    await expectRefusal(request, system.tokens.fulfillment, 400, { code: 'REQUEST_MALFORMED' });
  });

  it('a megabyte', async () => {
    const request: InventoryRequest = {
      method: 'PUT',
      path: inventoryPaths.reservation(randomUUID()),
      json: { lines: [line({ sku: 'A'.repeat(1_000_000) })] },
    };
    await expectRefusal(request, system.tokens.fulfillment, 413, { code: 'BODY_TOO_LARGE' });
  });

  it.each(['42', 'not-a-uuid', `${randomUUID()}0`, '00000000-0000-9000-0000-000000000001'])(
    'the id %s',
    async (id) => {
      const request: InventoryRequest = {
        method: 'PUT',
        path: inventoryPaths.reservation(id),
        json: { lines: [line()] },
      };
      await expectRefusal(request, system.tokens.fulfillment, 400, { errors: [{ in: 'path', field: 'id' }] });
    },
  );
});

describe('a stock change that makes no sense is refused, naming the field', () => {
  it.each([
    ['a negative number', 'B', { onHand: -1 }, 'body', 'onHand'],
    ['half a piece', 'B', { onHand: 1.5 }, 'body', 'onHand'],
    ['more than there can be', 'B', { onHand: 1_000_000_001 }, 'body', 'onHand'],
    ['text', 'B', { onHand: 'ten' }, 'body', 'onHand'],
    ['a sku with a slash', 'A/B', { onHand: 1 }, 'path', 'sku'],
    ['a sku without end', 'A'.repeat(65), { onHand: 1 }, 'path', 'sku'],
  ])('%s', async (_, sku, json, place, field) => {
    const request: InventoryRequest = {
      method: 'PUT',
      path: inventoryPaths.stock(sku),
      headers: { 'if-none-match': '*' },
      json,
    };
    await expectRefusal(request, system.tokens.warehouse, 400, { errors: [{ in: place, field }] });
  });

  it('what belongs to reservations', async () => {
    const request: InventoryRequest = {
      method: 'PUT',
      path: inventoryPaths.stock('A'),
      headers: { 'if-match': '*' },
      json: { onHand: 10, reserved: 0 },
    };
    await expectRefusal(request, system.tokens.warehouse, 400, { code: 'REQUEST_INVALID' });
  });

  it.each(['0', '201', 'all', '1.5', '-1'])('a page of %s', async (limit) => {
    const request: InventoryRequest = { method: 'GET', path: inventoryPaths.stockList(), query: { limit } };
    await expectRefusal(request, system.tokens.warehouse, 400, { errors: [{ in: 'query', field: 'limit' }] });
  });
});
