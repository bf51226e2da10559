import { type InventoryClient, inventoryRoles } from '@nest-entra/inventory-contract';
import { TestIssuer } from '@nest-entra/auth/testing';
import { CapturedLog } from './captured-log.js';
import { RunningInventory } from './running-inventory.js';
import { TestClock } from './test-clock.js';
import { TestDatabase } from './test-database.js';

export const clientIds = {
  fulfillment: '11112222-bbbb-3333-cccc-4444dddd5555',
  warehouse: '33334444-dddd-5555-eeee-6666ffff7777',
  rival: '44445555-eeee-6666-ffff-7777aaaa8888',
};

export const ttlSeconds = 900;

/** What a spec file works with: a database of its own, an issuer, one or more replicas, and their callers. */
export class TestSystem {
  private constructor(
    readonly database: TestDatabase,
    readonly issuer: TestIssuer,
    readonly clock: TestClock,
    readonly log: CapturedLog,
    readonly replicas: readonly [RunningInventory, ...RunningInventory[]],
    readonly tokens: Readonly<Record<keyof typeof clientIds, string>>,
  ) {}

  static async start({
    replicas = 1,
    environment = {},
  }: {
    replicas?: number;
    environment?: Record<string, string>;
  } = {}): Promise<TestSystem> {
    const [database, issuer] = await Promise.all([TestDatabase.create(), TestIssuer.start()]);
    const clock = new TestClock();
    const log = new CapturedLog();
    const variables = {
      ...issuer.environment,
      DATABASE_URL: database.url,
      RESERVATION_TTL_SECONDS: String(ttlSeconds),
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOAD_LIMIT_REQUESTS_IN_FLIGHT: '1000',
      ...environment,
    };
    const start = () => RunningInventory.start(variables, clock, log);
    // at the same moment, as a roll-out would: the migrations run once all the same
    const [first, ...others] = await Promise.all([start(), ...Array.from({ length: replicas - 1 }, start)]);
    const { read, reserve, manage } = inventoryRoles;
    const tokens = {
      fulfillment: issuer.app({ clientId: clientIds.fulfillment, roles: [read, reserve] }),
      rival: issuer.app({ clientId: clientIds.rival, roles: [reserve] }),
      warehouse: issuer.app({ clientId: clientIds.warehouse, roles: [read, manage] }),
    };
    return new TestSystem(database, issuer, clock, log, [first, ...others], tokens);
  }

  get inventory(): RunningInventory {
    return this.replicas[0];
  }

  client(caller: keyof typeof clientIds, replica = 0): InventoryClient {
    return (this.replicas[replica] ?? this.inventory).client(this.tokens[caller]);
  }

  /** Puts new items on the shelf. */
  async stock(items: Readonly<Record<string, number>>): Promise<void> {
    const warehouse = this.client('warehouse');
    for (const [sku, onHand] of Object.entries(items)) {
      const { outcome } = await warehouse.createStock(sku, onHand);
      if (outcome !== 'created') throw new Error(`${sku}: ${outcome}`);
    }
  }

  /** What is on hand, reserved and available of an item. */
  async levels(sku: string): Promise<readonly [onHand: number, reserved: number, available: number]> {
    const found = await this.client('warehouse').stock(sku);
    if (found.outcome !== 'found') throw new Error(`${sku}: ${found.outcome}`);
    return [found.stock.onHand, found.stock.reserved, found.stock.available];
  }

  async stop(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.stop()));
    await this.issuer.stop();
    await this.database.drop();
  }
}
