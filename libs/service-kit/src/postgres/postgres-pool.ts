import { Logger } from '@nestjs/common';
import pg from 'pg';
import { Secret } from '../config/secret.js';
import { type PostgresOptions, postgresTimeouts } from './postgres.options.js';

const DEFAULT_CONNECTIONS = 10;

/** A pool that outlives its connections: a server that restarts (57P01) costs the queries in flight, not us. */
export function createPool(options: PostgresOptions, overrides: pg.PoolConfig = {}): pg.Pool {
  const logger = new Logger('Postgres');
  const pool = new pg.Pool({
    connectionString: options.url instanceof Secret ? options.url.reveal() : options.url,
    application_name: options.applicationName,
    max: options.maxConnections ?? DEFAULT_CONNECTIONS,
    connectionTimeoutMillis: postgresTimeouts.connectMs,
    statement_timeout: postgresTimeouts.statementMs,
    idle_in_transaction_session_timeout: postgresTimeouts.idleInTransactionMs,
    ...overrides,
  });
  const onError = (error: Error): void =>
    logger.warn({ err: error }, 'a connection to the database was lost');
  // without a listener each of the two ends the process: the pool speaks for idle connections, …
  pool.on('error', onError);
  // … and a connection that is checked out speaks for itself
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
