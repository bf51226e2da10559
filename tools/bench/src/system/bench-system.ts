import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { startThrowawayCluster, type ThrowawayCluster } from '@nest-entra/launcher/throwaway-postgres';
import pg from 'pg';
import { type Issuer } from './issuer.js';
import { startIssuer } from './issuer-process.js';
import { type NodeProcess } from './node-process.js';
import { Shop } from './shop.js';

/** PostgreSQL and the issuer, for any number of shops: each a pair of services with databases of its own. */
export class BenchSystem {
  readonly #shops: Shop[] = [];

  private constructor(
    private readonly directory: string,
    private readonly postgres: ThrowawayCluster,
    private readonly issuer: Issuer,
    private readonly issuerProcess: NodeProcess,
  ) {}

  static async start(): Promise<BenchSystem> {
    const directory = mkdtempSync(resolve(tmpdir(), 'nest-entra-bench-'));
    chmodSync(directory, 0o711);
    const [postgres, started] = await Promise.all([startThrowawayCluster(), startIssuer(directory)]);
    return new BenchSystem(directory, postgres, started.issuer, started.process);
  }

  /**
   * @param name of its databases
   * @param authentication as `npm start` runs the services, or composed without guard and token
   */
  async openShop(name: string, authentication: 'with' | 'without'): Promise<Shop> {
    const inventory = await this.#createDatabase(`${name}_inventory`);
    const fulfillment = await this.#createDatabase(`${name}_fulfillment`);
    const shop = await Shop.open(this.issuer, { inventory, fulfillment }, authentication);
    this.#shops.push(shop);
    return shop;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#shops.map((shop) => shop.close()));
    await this.issuerProcess.stop();
    await this.postgres.remove();
    rmSync(this.directory, { recursive: true });
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
