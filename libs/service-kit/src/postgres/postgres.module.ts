import {
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Module,
  type ModuleMetadata,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Kysely, PostgresDialect } from 'kysely';
import { type Pool } from 'pg';
import { DatabaseOutageInterceptor } from './database-outage.interceptor.js';
import { PoolMetrics } from './pool-metrics.js';
import { PostgresHealth } from './postgres-health.js';
import { createPool } from './postgres-pool.js';
import { type PostgresOptions } from './postgres.options.js';
import { DATABASE, POOL, POSTGRES_OPTIONS } from './postgres.tokens.js';
import { runMigrations } from './run-migrations.js';

/** Options that come from other providers. */
export interface PostgresAsyncOptions
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider, 'inject'> {
  readonly useFactory: FactoryProvider<PostgresOptions>['useFactory'];
}

/**
 * A PostgreSQL database, migrated before the first provider that injects it is made, closed after the last
 * request has been answered.
 *
 * @example
 * PostgresModule.forRoot({ url: config.DATABASE_URL, applicationName: 'inventory', migrations })
 */
@Module({})
export class PostgresModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly db: Kysely<unknown>) {}

  static forRoot(options: PostgresOptions): DynamicModule {
    return PostgresModule.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({ imports = [], inject = [], useFactory }: PostgresAsyncOptions): DynamicModule {
    return {
      module: PostgresModule,
      global: true,
      imports,
      providers: [
        { provide: POSTGRES_OPTIONS, inject, useFactory },
        {
          provide: POOL,
          inject: [POSTGRES_OPTIONS],
          useFactory: (options: PostgresOptions) => createPool(options),
        },
        { provide: DATABASE, inject: [POSTGRES_OPTIONS, POOL], useFactory: openDatabase },
        PostgresHealth,
        PoolMetrics,
        { provide: APP_INTERCEPTOR, useClass: DatabaseOutageInterceptor },
      ],
      exports: [DATABASE, PostgresHealth],
    };
  }

  /** The last hook of a shutdown: the server is closed by then, and no request needs the database. */
  async onApplicationShutdown(): Promise<void> {
    await this.db.destroy();
  }
}

async function openDatabase(options: PostgresOptions, pool: Pool): Promise<Kysely<unknown>> {
  await runMigrations(options);
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
