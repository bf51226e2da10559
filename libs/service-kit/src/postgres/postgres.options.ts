import { type Migration } from 'kysely/migration';
import { type Secret } from '../config/secret.js';

/** How a service reaches its database. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. A {@link Secret}, because of the password. */
  readonly url: string | Secret;
  /** Names the service's connections in `pg_stat_activity`. */
  readonly applicationName: string;
  /** By name; run in the order of their names, each once, before anything may query. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** Connections at most; default 10. */
  readonly maxConnections?: number;
}

/** How long the service waits for its database, and its database for the service. */
export const postgresTimeouts = {
  /** For a free connection of the pool, or a new one. */
  connectMs: 5_000,
  /** For one statement: no request of ours runs a long one. */
  statementMs: 10_000,
  /** For a transaction that asks nothing: its code hangs, and its locks must not. */
  idleInTransactionMs: 15_000,
  /** For the whole of the migrations, the wait for another instance's included. */
  migrationMs: 120_000,
} as const;
