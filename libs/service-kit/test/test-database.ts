import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database of its own for one spec file, on the cluster that the run was given. */
export async function createTestDatabase() {
  const admin = process.env.TEST_DATABASE_URL;
  if (!admin) throw new Error('TEST_DATABASE_URL is not set: jest.config.mjs starts PostgreSQL and sets it');
  const name = `kit_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(admin);
  await execute(admin, `create database ${name}`);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    execute: (sql: string) => execute(url.href, sql),
    drop: () => execute(admin, `drop database ${name} with (force)`),
  };
}

async function execute(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

export type TestDatabase = Awaited<ReturnType<typeof createTestDatabase>>;
