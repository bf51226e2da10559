import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own for one spec file, on the server that Jest's global setup started. */
export class TestDatabase {
  private constructor(
    private readonly server: string,
    private readonly name: string,
    readonly url: string,
    private readonly pool: pg.Pool,
  ) {}

  static async create(): Promise<TestDatabase> {
    const server = process.env['TEST_DATABASE_URL'];
    if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests through Jest');
    const name = `fulfillment_${randomBytes(6).toString('hex')}`;
    await administer(server, `CREATE DATABASE ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    const pool = new pg.Pool({ connectionString: url.href, max: 2 });
    // its end does not wait for its connections, and the server may close one first: not the end of a test
    pool.on('error', () => undefined);
    return new TestDatabase(server, name, url.href, pool);
  }

  async rows(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const result = await this.pool.query<Record<string, unknown>>(statement, values);
    return result.rows;
  }

  async count(table: 'orders' | 'idempotency_keys' | 'pgboss.job'): Promise<number> {
    const [row] = await this.rows(`SELECT count(*)::int AS count FROM ${table}`);
    return Number(row?.['count']);
  }

  /** As if the time that waiting jobs wait for had passed. */
  async hurry(): Promise<void> {
    await this.rows(`UPDATE pgboss.job SET start_after = now() - interval '1s' WHERE state < 'active'`);
    // wakes the workers at once, on the channel that pg-boss itself uses
    await this.rows(
      `SELECT pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), 'orders')`,
    );
  }

  async drop(): Promise<void> {
    await this.pool.end();
    await administer(this.server, `DROP DATABASE ${this.name} WITH (FORCE)`);
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
