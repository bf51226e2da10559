import { randomUUID } from 'node:crypto';
import { OrderReconciler } from '../src/jobs/order-reconciler.js';
import { type Answer, type AnswerBody, type CallOptions, RunningFulfillment } from './running-fulfillment.js';
import { ScriptedInventory } from './scripted-inventory.js';
import { type TestCaller, TestCallers } from './test-callers.js';
import { TestDatabase } from './test-database.js';
import { until } from './until.js';

const finalStates = ['confirmed', 'rejected', 'cancelled'];

interface PlaceOptions {
  readonly key?: string;
  readonly as?: TestCaller;
  readonly on?: RunningFulfillment;
}

/** The service with its database, an Inventory that does as it is told, and callers with real tokens. */
export class FulfillmentUnderTest {
  constructor(
    readonly database: TestDatabase,
    readonly inventory: ScriptedInventory,
    readonly callers: TestCallers,
    readonly replicas: readonly [RunningFulfillment, ...RunningFulfillment[]],
  ) {}

  place(
    json: unknown = { lines: [{ sku: 'DESK', quantity: 1 }] },
    { key = randomUUID(), as = this.callers.storefront, on = this.replicas[0] }: PlaceOptions = {},
  ): Promise<Answer> {
    return on.call('POST', '/orders', as, { json, headers: { 'idempotency-key': `"${key}"` } });
  }

  get(id: string, as: TestCaller = this.callers.storefront): Promise<Answer> {
    return this.call('GET', `/orders/${id}`, as);
  }

  list(query = '', as: TestCaller = this.callers.storefront): Promise<Answer> {
    return this.call('GET', `/orders${query}`, as);
  }

  async newest(): Promise<AnswerBody> {
    const [order] = (await this.list('?limit=1')).body.items;
    if (!order) throw new Error('there is no order yet');
    return order;
  }

  cancel(id: string, as: TestCaller = this.callers.storefront): Promise<Answer> {
    return this.call('POST', `/orders/${id}/cancel`, as);
  }

  call(
    method: 'GET' | 'POST',
    path: string,
    as: TestCaller | undefined,
    options?: CallOptions,
  ): Promise<Answer> {
    return this.replicas[0].call(method, path, as, options);
  }

  /** Lets waiting jobs run at once, until the order is final. */
  async finished(id: string): Promise<AnswerBody> {
    return until(async () => {
      await this.database.hurry();
      const { body } = await this.get(id);
      return finalStates.includes(body.state) && body;
    });
  }

  /** The states of an order's jobs. */
  async jobsOf(orderId: string): Promise<unknown[]> {
    const rows = await this.database.rows(
      'SELECT state FROM pgboss.job WHERE singleton_key = $1 ORDER BY created_on',
      [orderId],
    );
    return rows.map((row) => row['state']);
  }

  async reconcile(): Promise<void> {
    await this.replicas[0].provider(OrderReconciler).reconcile();
  }

  /** What the service has logged about an event, newest last. */
  logged(event: string): Record<string, unknown>[] {
    return this.replicas.flatMap((replica) => replica.log).filter((entry) => entry['event'] === event);
  }

  async stop(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.stop()));
    await this.inventory.stop();
    await this.callers.stop();
    await this.database.drop();
  }
}

/** The deadline is longer than any test takes: what comes first is for a test to say, and not for the machine. */
export async function startFulfillment({
  deadlineMs = 30_000,
  replicas = 1,
} = {}): Promise<FulfillmentUnderTest> {
  const [database, inventory, callers] = await Promise.all([
    TestDatabase.create(),
    ScriptedInventory.start(),
    TestCallers.start(),
  ]);
  const start = (): Promise<RunningFulfillment> =>
    RunningFulfillment.start({ databaseUrl: database.url, inventoryUrl: inventory.url, callers, deadlineMs });
  const [first, ...others] = await Promise.all([start(), ...Array.from({ length: replicas - 1 }, start)]);
  return new FulfillmentUnderTest(database, inventory, callers, [first, ...others]);
}
