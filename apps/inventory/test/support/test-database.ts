import { randomBytes } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type Database } from '../../src/database/schema.js';

/** A database of its own on the test cluster, and a connection to look into it with. */
export class TestDatabase {
  private constructor(
    readonly url: string,
    readonly db: Kysely<Database>,
    private readonly name: string,
  ) {}

  static async create(): Promise<TestDatabase> {
    const name = `inventory_${randomBytes(6).toString('hex')}`;
    await TestDatabase.administer(`CREATE DATABASE ${name}`);
    const url = new URL(clusterUrl());
    url.pathname = `/${name}`;
    return new TestDatabase(url.href, connect(url.href), name);
  }

  async drop(): Promise<void> {
    await this.db.destroy();
    await TestDatabase.administer(`DROP DATABASE ${this.name} WITH (FORCE)`);
  }

  private static async administer(statement: string): Promise<void> {
    const db = connect(clusterUrl());
    try {
      await sql.raw(statement).execute(db);
    } finally {
      await db.destroy();
    }
  }
}

function connect(url: string): Kysely<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  // a pool without a listener ends the process when the server drops a connection
  pool.on('error', () => undefined);
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

function clusterUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is set by the Jest globalSetup of this project');
  return url;
}
