import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { Transactions } from '../src/database/transactions.js';
import { TestSystem } from './support/test-system.js';

let system: TestSystem;
let transactions: Transactions;
beforeAll(async () => {
  system = await TestSystem.start();
  transactions = system.inventory.service.app.get(Transactions);
  await system.stock({ A: 1, B: 1 });
});
afterAll(() => system.stop());

const retries = () => system.log.with('event', 'transaction.retry');

it('runs work again that lost to a deadlock, and both get done', async () => {
  const before = retries().length;
  let inside = 0;
  const lockBoth = (first: string, second: string) =>
    transactions.run(async (trx) => {
      await sql`SELECT FROM stock WHERE sku = ${first} FOR UPDATE`.execute(trx);
      inside++;
      // until the other holds its first lock, too: only the order that nothing but this test uses deadlocks
      for (let i = 0; inside < 2 && i < 500; i++) await delay(10);
      await sql`SELECT FROM stock WHERE sku = ${second} FOR UPDATE`.execute(trx);
      return second;
    });
  await expect(Promise.all([lockBoth('A', 'B'), lockBoth('B', 'A')])).resolves.toEqual(['B', 'A']);
  expect(retries().slice(before)).toMatchObject([{ sqlState: '40P01', attempt: 1 }]);
});

it('gives up after four attempts, and tells the caller to come back', async () => {
  let attempts = 0;
  const hopeless = transactions.run(async (trx) => {
    attempts++;
    await sql`DO $$ BEGIN RAISE 'no' USING ERRCODE = 'serialization_failure'; END $$`.execute(trx);
  });
  await expect(hopeless).rejects.toMatchObject({
    headers: { 'Retry-After': '1' },
    response: { status: 503, code: 'INVENTORY_BUSY' },
  });
  expect(attempts).toBe(4);
});

it('does not repeat what failed for a reason of its own', async () => {
  let attempts = 0;
  const failing = transactions.run(async (trx) => {
    attempts++;
    await sql`SELECT 1 / 0`.execute(trx);
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(attempts).toBe(1);
});
