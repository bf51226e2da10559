import { randomUUID } from 'node:crypto';
import { type InventoryResponse, inventoryPaths, type Stock } from '@nest-entra/inventory-contract';
import { violatedInvariants } from './support/invariants.js';
import { clientIds, TestSystem } from './support/test-system.js';

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start();
});
afterEach(async () => {
  expect(await violatedInvariants(system.database.db)).toEqual({});
});
afterAll(() => system.stop());

function put(sku: string, onHand: number, headers: Record<string, string> = {}): Promise<InventoryResponse> {
  const request = { method: 'PUT', path: inventoryPaths.stock(sku), headers, json: { onHand } } as const;
  return system.inventory.send(request, system.tokens.warehouse);
}

const create = { 'if-none-match': '*' };
const anySku = () => `S-${randomUUID()}`;

describe('a stock item', () => {
  it('is created once, with its version as ETag', async () => {
    const sku = anySku();
    await expect(put(sku, 10, create)).resolves.toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { sku, onHand: 10, reserved: 0, available: 10, version: 1 },
    });
    await expect(put(sku, 99, create)).resolves.toMatchObject({
      status: 412,
      body: { code: 'STOCK_PRECONDITION_FAILED' },
    });
    await expect(system.levels(sku)).resolves.toEqual([10, 0, 10]);
  });

  it('is changed only in the version that the caller has seen', async () => {
    const sku = anySku();
    await put(sku, 10, create);
    await expect(put(sku, 12, { 'if-match': '"1"' })).resolves.toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { onHand: 12, version: 2 },
    });
    await expect(put(sku, 14, { 'if-match': '"1"' })).resolves.toMatchObject({ status: 412 });
    await expect(put(sku, 14, { 'if-match': 'W/"2"' })).resolves.toMatchObject({ status: 412 });
    await expect(put(sku, 14, { 'if-match': '"1", "2"' })).resolves.toMatchObject({ status: 200 });
    await expect(put(sku, 15, { 'if-match': '*' })).resolves.toMatchObject({ status: 200 });
  });

  it('is never overwritten blindly', async () => {
    const sku = anySku();
    await expect(put(sku, 10)).resolves.toMatchObject({
      status: 428,
      body: { code: 'STOCK_PRECONDITION_REQUIRED' },
    });
    await expect(put(sku, 10, { 'if-match': '*' })).resolves.toMatchObject({ status: 412 });
    await expect(put(sku, 10, { 'if-match': '"1"' })).resolves.toMatchObject({ status: 412 });
  });

  it.each([
    ['If-Match', { 'if-match': '1' }],
    ['If-None-Match', { 'if-none-match': '"1"' }],
    ['If-None-Match', { 'if-none-match': '*', 'if-match': '"1"' }],
  ])('names the header that makes no sense: %s in %j', async (field, headers) => {
    await expect(put(anySku(), 10, headers)).resolves.toMatchObject({
      status: 400,
      body: { code: 'REQUEST_INVALID', errors: [{ in: 'header', field }] },
    });
  });

  it('does not change when it is set to what it is', async () => {
    const sku = anySku();
    await put(sku, 10, create);
    await expect(put(sku, 10, { 'if-match': '"1"' })).resolves.toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
    });
  });

  it('cannot fall below what is reserved', async () => {
    const sku = anySku();
    await put(sku, 10, create);
    await system.client('fulfillment').reserve(randomUUID(), [{ sku, quantity: 4 }]);
    await expect(put(sku, 3, { 'if-match': '"2"' })).resolves.toMatchObject({
      status: 409,
      body: { code: 'STOCK_BELOW_RESERVED' },
    });
    await expect(put(sku, 4, { 'if-match': '"2"' })).resolves.toMatchObject({
      body: { onHand: 4, reserved: 4, available: 0 },
    });
  });

  it('keeps its version through concurrent changes: one of many writers wins', async () => {
    const sku = anySku();
    await put(sku, 10, create);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => put(sku, 20 + i, { 'if-match': '"1"' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(412)]);
  });

  it('is unknown until it is created', async () => {
    const warehouse = system.client('warehouse');
    await expect(warehouse.stock('NO-SUCH-ITEM')).resolves.toEqual({ outcome: 'unknown' });
    await expect(warehouse.movements('NO-SUCH-ITEM')).resolves.toEqual({ outcome: 'unknown' });
  });
});

describe('the list of stock', () => {
  it('is read page by page in SKU order, each item once', async () => {
    const warehouse = system.client('warehouse');
    const skus = ['PAGE_1', 'PAGE-10', 'PAGE-2', 'PAGE.x', 'page-1'];
    await system.stock(Object.fromEntries(skus.map((sku) => [sku, 1])));

    const seen: Stock[] = [];
    let cursor: string | undefined;
    do {
      const result = await warehouse.listStock({ limit: 2, ...(cursor && { cursor }) });
      if (result.outcome !== 'page') throw new Error(result.outcome);
      expect(result.page.items.length).toBeLessThanOrEqual(2);
      seen.push(...result.page.items);
      cursor = result.page.nextCursor;
    } while (cursor !== undefined);

    const names = seen.map(({ sku }) => sku);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.filter((name) => /^page/i.test(name))).toEqual([
      'PAGE-10',
      'PAGE-2',
      'PAGE.x',
      'PAGE_1',
      'page-1',
    ]);
  });

  it.each(['%%%', 'x'.repeat(201), Buffer.from('not a sku!').toString('base64url')])(
    'refuses a cursor that no page gave: %s',
    async (cursor) => {
      const request = { method: 'GET', path: inventoryPaths.stockList(), query: { cursor } } as const;
      await expect(system.inventory.send(request, system.tokens.warehouse)).resolves.toMatchObject({
        status: 400,
        body: { errors: [{ in: 'query', field: 'cursor' }] },
      });
    },
  );
});

describe('the ledger', () => {
  it('tells the cause of every change, newest first', async () => {
    const sku = anySku();
    const [kept, dropped] = [randomUUID(), randomUUID()];
    const fulfillment = system.client('fulfillment');
    await put(sku, 10, create);
    await fulfillment.reserve(kept, [{ sku, quantity: 2 }]);
    await fulfillment.confirm(kept);
    await fulfillment.reserve(dropped, [{ sku, quantity: 3 }]);
    await fulfillment.release(dropped);
    await put(sku, 7, { 'if-match': '"5"' });

    const warehouse = system.client('warehouse');
    const read = await warehouse.movements(sku, { limit: 4 });
    if (read.outcome !== 'page') throw new Error(read.outcome);
    expect(read.page.items).toMatchObject([
      { version: 6, cause: 'adjusted', onHandChange: -1, reservedChange: 0, onHand: 7 },
      { version: 5, cause: 'released', onHandChange: 0, reservedChange: -3, reservationId: dropped },
      { version: 4, cause: 'reserved', onHandChange: 0, reservedChange: 3, reservationId: dropped },
      { version: 3, cause: 'confirmed', onHandChange: -2, reservedChange: -2, reservationId: kept },
    ]);
    expect(read.page.items[0]?.caller).toBe(`${system.issuer.tenantId}/${clientIds.warehouse}`);
    expect(read.page.items[1]?.caller).toBe(`${system.issuer.tenantId}/${clientIds.fulfillment}`);

    const { nextCursor = '' } = read.page;
    await expect(warehouse.movements(sku, { cursor: nextCursor })).resolves.toMatchObject({
      page: {
        items: [
          { version: 2, cause: 'reserved' },
          { version: 1, cause: 'received', onHand: 10 },
        ],
      },
    });
  });
});
