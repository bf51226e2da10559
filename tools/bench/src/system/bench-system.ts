import { startThrowawayIssuer, type ThrowawayIssuer } from '@nest-entra/launcher/throwaway-issuer';
import { startThrowawayCluster, type ThrowawayCluster } from '@nest-entra/launcher/throwaway-postgres';
import pg from 'pg';
import { Issuer } from './issuer.js';
import { Shop } from './shop.js';

/** PostgreSQL and the issuer, for any number of shops: each a pair of services with databases of its own. */
export class BenchSystem {
  readonly #shops: Shop[] = [];

  private constructor(
    private readonly postgres: ThrowawayCluster,
    private readonly issuer: ThrowawayIssuer,
  ) {}

  static async start(): Promise<BenchSystem> {
    return new BenchSystem(...(await Promise.all([startThrowawayCluster(), startThrowawayIssuer()])));
  }

  /**
   * @param name of its databases
   * @param authentication as `npm start` runs the services, or composed without guard and token
   */
  async openShop(name: string, authentication: 'with' | 'without'): Promise<Shop> {
    const inventory = await this.#createDatabase(`${name}_inventory`);
    const fulfillment = await this.#createDatabase(`${name}_fulfillment`);
    const shop = await Shop.open(new Issuer(this.issuer.local), { inventory, fulfillment }, authentication);
    this.#shops.push(shop);
    return shop;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#shops.map((shop) => shop.close()));
    await this.issuer.remove();
    await this.postgres.remove();
  }

  /** @returns its URL */
  async #createDatabase(name: string): Promise<string> {
    const admin = new pg.Client(this.postgres.url);
    await admin.connect();
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    await admin.end();
    const url = new URL(this.postgres.url);
    url.pathname = `/${name}`;
    return url.href;
  }
}
