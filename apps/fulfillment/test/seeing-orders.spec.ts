import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { insufficientStock } from './scripted-inventory.js';
import { type TestCaller } from './test-callers.js';

let under: FulfillmentUnderTest;

beforeAll(async () => {
  under = await startFulfillment();
});

afterEach(async () => {
  under.inventory.reset();
  await under.database.rows('TRUNCATE orders, idempotency_keys');
});

afterAll(() => under.stop());

const place = async (as: TestCaller): Promise<string> => (await under.place(undefined, { as })).body.id;

const idsSeenBy = async (as: TestCaller): Promise<string[]> =>
  (await under.list('', as)).body.items.map(({ id }) => id);

describe('who sees what', () => {
  it('a user sees the own orders, and nothing tells that there are others', async () => {
    const { clerk, otherUser, storefront } = under.callers;
    const mine = await place(clerk);
    const others = [await place(otherUser), await place(storefront)];
    expect(await idsSeenBy(clerk)).toEqual([mine]);
    expect((await under.get(mine, clerk)).status).toBe(200);

    const never = await under.get('7c6f3f0e-5f55-4c53-8f0d-6b2f5d1c9a11', clerk);
    for (const id of others) {
      for (const answer of [await under.get(id, clerk), await under.cancel(id, clerk)]) {
        expect(answer).toMatchObject({ status: 404, body: never.body });
      }
    }
  });

  it('an application sees all orders of its tenant, and cancels any', async () => {
    const { clerk, otherApplication, storefront } = under.callers;
    const ids = [await place(clerk), await place(otherApplication), await place(storefront)];
    expect((await idsSeenBy(storefront)).toSorted()).toEqual(ids.toSorted());
    for (const id of ids) {
      expect((await under.get(id, storefront)).status).toBe(200);
      expect((await under.cancel(id, storefront)).status).toBe(409);
    }
  });

  it('nobody sees an order of another tenant', async () => {
    const { clerk, storefront } = under.callers;
    const ids = [await place(clerk), await place(storefront)];
    await under.database.rows(`UPDATE orders SET tenant_id = 'bbbbcccc-1111-dddd-2222-eeee3333ffff'`);
    for (const as of [clerk, storefront]) {
      expect(await idsSeenBy(as)).toEqual([]);
      for (const id of ids) expect((await under.get(id, as)).status).toBe(404);
    }
  });
});

describe('pages', () => {
  it('hold every order once, newest first', async () => {
    const placed: string[] = [];
    for (let count = 0; count < 7; count++) placed.unshift(await place(under.callers.storefront));
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { body } = await under.list(`?limit=3${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
      pages++;
    } while (cursor !== undefined && pages < 10);
    expect(pages).toBe(3);
    expect(seen).toEqual(placed);
  });

  it('lose nothing where orders have the same time', async () => {
    for (let count = 0; count < 5; count++) await place(under.callers.storefront);
    await under.database.rows('UPDATE orders SET created_at = now()');
    const first = (await under.list('?limit=2')).body;
    const second = (await under.list(`?limit=4&cursor=${first.nextCursor ?? ''}`)).body;
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
  });

  it('can be of one state', async () => {
    await place(under.callers.storefront);
    under.inventory.next('reserve', (call) => insufficientStock(call));
    const rejected = await place(under.callers.storefront);
    const { body } = await under.list('?state=rejected');
    expect(body.items.map(({ id }) => id)).toEqual([rejected]);
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=201', 'limit'],
    ['?limit=ten', 'limit'],
    ['?state=lost', 'state'],
    ['?attention=perhaps', 'attention'],
    ['?cursor=bm9uc2Vuc2U', 'cursor'],
    [`?cursor=${'x'.repeat(300)}`, 'cursor'],
  ])('refuse %s by its name', async (query, field) => {
    const answer = await under.list(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ in: 'query', field }));
  });

  it('refuse what they do not know', async () => {
    expect((await under.list('?owner=me')).status).toBe(400);
  });
});
