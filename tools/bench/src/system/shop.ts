import { freePort } from '@nest-entra/launcher/free-port';
import { type Issuer } from './issuer.js';
import { NodeProcess } from './node-process.js';
import { seedStock } from './seed.js';

interface DatabaseUrls {
  readonly inventory: string;
  readonly fulfillment: string;
}

const scripts = {
  with: { inventory: 'apps/inventory/dist/main.js', fulfillment: 'apps/fulfillment/dist/main.js' },
  without: {
    inventory: 'tools/bench/dist/orders/inventory-without-authentication.js',
    fulfillment: 'tools/bench/dist/orders/fulfillment-without-authentication.js',
  },
} as const;

/** Items to order from, so many that two orders seldom wait for each other's lock. */
export const SHOP_SKUS = 1_000;

/** Inventory and Fulfillment over http, as behind an ingress, so that no TLS dilutes what is compared. */
export class Shop {
  private constructor(
    readonly databases: DatabaseUrls,
    readonly inventory: NodeProcess,
    readonly fulfillment: NodeProcess,
    /** Of an application that places orders; none where nobody asks for one. */
    readonly token: string | undefined,
  ) {}

  static async open(
    issuer: Issuer,
    databases: DatabaseUrls,
    authentication: 'with' | 'without',
  ): Promise<Shop> {
    const script = scripts[authentication];
    const common = {
      ENTRA_TENANT_ID: issuer.variable('TENANT_ID'),
      ENTRA_AUTHORITY_HOST: issuer.variable('ISSUER_URL'),
      NODE_EXTRA_CA_CERTS: issuer.variable('CA_FILE'),
      // one caller sends what a thousand would
      RATE_LIMIT_PER_MINUTE: '1000000000',
    };
    const inventory = await startService(script.inventory, {
      ...common,
      ENTRA_CLIENT_ID: clientIdIn(issuer.variable('INVENTORY_SCOPE')),
      DATABASE_URL: databases.inventory,
    });
    const fulfillment = await startService(script.fulfillment, {
      ...common,
      ENTRA_CLIENT_ID: clientIdIn(issuer.variable('FULFILLMENT_SCOPE')),
      ENTRA_CREDENTIAL: 'client-secret',
      ENTRA_CLIENT_SECRET: await issuer.fulfillmentSecret(),
      DATABASE_URL: databases.fulfillment,
      INVENTORY_URL: inventory.url,
      INVENTORY_SCOPE: issuer.variable('INVENTORY_SCOPE'),
    });
    await seedStock(databases.inventory, SHOP_SKUS);
    const token = authentication === 'with' ? await issuer.token('STOREFRONT', 'FULFILLMENT') : undefined;
    return new Shop(databases, inventory, fulfillment, token);
  }

  async close(): Promise<void> {
    await this.fulfillment.stop();
    await this.inventory.stop();
  }
}

async function startService(
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<NodeProcess> {
  const port = String(await freePort());
  const ready = { url: `http://127.0.0.1:${port}`, path: '/health/ready' };
  return NodeProcess.start(script, { PORT: port, ...environment }, ready);
}

/** `api://<client id>/.default`: the form that Entra gives an application by default. */
function clientIdIn(scope: string): string {
  return new URL(scope).host;
}
