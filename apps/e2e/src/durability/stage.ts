import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Stock } from '@nest-entra/inventory-contract';
import pg from 'pg';
import { Launcher, Site } from '../launcher.js';
import { type Answer, RunningSystem } from '../running-system.js';
import { ServiceProcess } from './service-process.js';
import { Wire } from './wire.js';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const inventoryId = '00001111-aaaa-2222-bbbb-3333cccc4444';
const fulfillmentId = '11112222-bbbb-3333-cccc-4444dddd5555';

/** Short, so that holds expire in the middle of what happens here, and not only where a test is about that. */
export const HOLD_SECONDS = 5;

/** Longer than the minute that a parked order, and the half that a dead worker's job, wait for their next turn. */
const PATIENCE_MS = 150_000;
const PAUSE_MS = 100;

interface Order {
  readonly id: string;
  readonly state: string;
  readonly reservationId: string;
}

/**
 * Two replicas of each service, in processes and databases of their own, beside a system that lends its issuer and its
 * PostgreSQL. Everything between them is real; only the wire from Fulfillment to Inventory can be cut.
 */
export class Stage {
  private constructor(
    private readonly site: Site,
    private readonly launcher: Launcher,
    private readonly admin: pg.Pool,
    private readonly fulfillmentDatabaseUrl: string,
    readonly system: RunningSystem,
    readonly wire: Wire,
    readonly inventories: readonly [ServiceProcess, ServiceProcess],
    readonly fulfillments: readonly [ServiceProcess, ServiceProcess],
    private readonly tokens: { readonly storefront: string; readonly warehouse: string },
  ) {}

  static async set(): Promise<Stage> {
    const site = await Site.prepare();
    const launcher = await new Launcher(site).ready();
    const system = new RunningSystem(site.localEnvFile);
    const password = readFileSync(resolve(site.dataDirectory, 'postgres-password'), 'utf8').trim();
    const databaseUrl = (name: string): string =>
      `postgres://postgres:${password}@127.0.0.1:${site.ports.POSTGRES_PORT}/${name}`;
    const admin = new pg.Pool({ connectionString: databaseUrl('postgres'), max: 2 });
    // the connections of this pool, too, end when a test restarts PostgreSQL
    admin.on('error', () => undefined);
    for (const name of ['stage_inventory', 'stage_fulfillment']) await admin.query(`CREATE DATABASE ${name}`);

    const entra = {
      ENTRA_TENANT_ID: tenantId,
      ENTRA_AUTHORITY_HOST: system.variable('ISSUER_URL'),
      NODE_EXTRA_CA_CERTS: system.variable('CA_FILE'),
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOAD_LIMIT_REQUESTS_IN_FLIGHT: '1000',
    };
    const startInventory = (): Promise<ServiceProcess> =>
      ServiceProcess.start('inventory', {
        ...entra,
        ENTRA_CLIENT_ID: inventoryId,
        DATABASE_URL: databaseUrl('stage_inventory'),
        RESERVATION_TTL_SECONDS: String(HOLD_SECONDS),
      });
    const inventories = await both(startInventory);
    const wire = await Wire.between(inventories);
    const secret = await newClientSecret(system);
    const startFulfillment = (): Promise<ServiceProcess> =>
      ServiceProcess.start('fulfillment', {
        ...entra,
        ENTRA_CLIENT_ID: fulfillmentId,
        ENTRA_CREDENTIAL: 'client-secret',
        ENTRA_CLIENT_SECRET: secret,
        DATABASE_URL: databaseUrl('stage_fulfillment'),
        INVENTORY_URL: wire.url,
        INVENTORY_SCOPE: system.variable('INVENTORY_SCOPE'),
        ORDER_DEADLINE_MS: '1000',
      });
    const fulfillments = await both(startFulfillment);
    const tokens = {
      storefront: await system.token('STOREFRONT', 'FULFILLMENT'),
      warehouse: await system.token('WAREHOUSE', 'INVENTORY'),
    };
    return new Stage(
      site,
      launcher,
      admin,
      databaseUrl('stage_fulfillment'),
      system,
      wire,
      inventories,
      fulfillments,
      tokens,
    );
  }

  /** A new stock item with so many pieces. */
  async stock(pieces: number): Promise<string> {
    const sku = `E2E-${randomUUID()}`;
    const { status } = await this.system.call({
      method: 'PUT',
      url: `${this.inventories[0].url}/stock/${sku}`,
      token: this.tokens.warehouse,
      headers: { 'if-none-match': '*' },
      json: { onHand: pieces },
    });
    if (status !== 201) throw new Error(`no stock: ${status}`);
    return sku;
  }

  async stockOf(sku: string): Promise<Stock> {
    const { body } = await this.#inventory(`/stock/${sku}`);
    return Stock.parse(body);
  }

  /** What the ledger says has become of an item since it was created: its causes, and how often each. */
  async ledgerOf(sku: string): Promise<Readonly<Record<string, number>>> {
    const causes: Record<string, number> = {};
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `&cursor=${cursor}`;
      const { body } = await this.#inventory(`/stock/${sku}/movements?limit=200${query}`);
      const page = body as { items: { cause: string }[]; nextCursor?: string };
      for (const { cause } of page.items) causes[cause] = (causes[cause] ?? 0) + 1;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return causes;
  }

  /** `undefined` when no answer came. */
  async place(sku: string, key: string, replica = 0): Promise<Answer | undefined> {
    try {
      return await this.system.call({
        method: 'POST',
        url: `${(this.fulfillments[replica] ?? this.fulfillments[0]).url}/orders`,
        token: this.tokens.storefront,
        headers: { 'idempotency-key': `"${key}"` },
        json: { lines: [{ sku, quantity: 1 }] },
      });
    } catch {
      return undefined;
    }
  }

  /** What a customer does who got no answer, or was told to wait: asks again with the same key, until it is final. */
  async finish(sku: string, key: string): Promise<Order> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.place(sku, key);
      const id = (answer?.body as Partial<Order> | undefined)?.id;
      const order = id === undefined ? undefined : await this.order(id);
      if (order && ['confirmed', 'rejected', 'cancelled'].includes(order.state)) return order;
      if (Date.now() > deadline) throw new Error(`not finished: ${JSON.stringify(answer?.body)}`);
      await sleep(PAUSE_MS);
    }
  }

  async order(id: string): Promise<Order & Record<string, unknown>> {
    const { body } = await this.system.call({
      method: 'GET',
      url: `${this.fulfillments[0].url}/orders/${id}`,
      token: this.tokens.storefront,
    });
    return body as Order & Record<string, unknown>;
  }

  async control(path: string, json: object): Promise<unknown> {
    return control(this.system, path, json);
  }

  /**
   * What the kernel does to a PostgreSQL that runs out of memory: one backend dies, all connections end, and the
   * server recovers from its log before it takes new ones.
   */
  async crashPostgres(): Promise<void> {
    const client = await this.admin.connect();
    client.on('error', () => undefined);
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    client.release(true);
  }

  /** As if the minute that parked orders wait had passed. */
  async hurryJobs(): Promise<void> {
    const client = new pg.Client({ connectionString: this.fulfillmentDatabaseUrl });
    await client.connect();
    await client.query(`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`);
    await client.end();
  }

  async leave(): Promise<void> {
    await Promise.all([...this.fulfillments, ...this.inventories].map((service) => service.stop()));
    await this.wire.close();
    await this.admin.end();
    await this.system.close();
    await this.launcher.stop();
    this.site.remove();
  }

  #inventory(path: string): Promise<Answer> {
    const url = `${this.inventories[0].url}${path}`;
    return this.system.call({ method: 'GET', url, token: this.tokens.warehouse });
  }
}

async function newClientSecret(system: RunningSystem): Promise<string> {
  const added = await control(system, '/credentials/add', { app: 'fulfillment' });
  return (added as { value: string }).value;
}

async function control(system: RunningSystem, path: string, json: object): Promise<unknown> {
  const { status, body } = await system.call({
    method: 'POST',
    url: `${system.variable('CONTROL_URL')}${path}`,
    token: system.variable('CONTROL_TOKEN'),
    json,
  });
  if (status !== 200) throw new Error(`control API: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** One after the other: the second finds the database as the first has made it. */
async function both(
  start: () => Promise<ServiceProcess>,
): Promise<readonly [ServiceProcess, ServiceProcess]> {
  return [await start(), await start()];
}
