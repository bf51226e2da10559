import { Logger } from '@nestjs/common';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { createPool } from './postgres-pool.js';
import { type PostgresOptions, postgresTimeouts } from './postgres.options.js';

/**
 * Brings the database up to date, in one transaction: all migrations or none.
 *
 * Instances that start together take turns: Kysely's migrator holds an advisory lock until it has finished
 * (`pg_advisory_xact_lock`), and who comes second finds nothing to do. The connection is its own, because
 * waiting for that lock, like a migration itself, may take longer than a statement of a request may.
 *
 * @throws with the failed migration's error as its cause
 */
export async function runMigrations(options: PostgresOptions): Promise<void> {
  const pool = createPool(options, { max: 1, statement_timeout: postgresTimeouts.migrationMs });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const provider = { getMigrations: () => Promise.resolve({ ...options.migrations }) };
    const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest();
    const logger = new Logger('Postgres');
    for (const { migrationName, status } of results) {
      if (status === 'Success') logger.log({ migration: migrationName }, 'migrated');
      if (status === 'Error') logger.error({ migration: migrationName }, 'the migration failed');
    }
    if (error !== undefined)
      throw new Error('the database could not be brought up to date', { cause: error });
  } finally {
    await db.destroy();
  }
}
