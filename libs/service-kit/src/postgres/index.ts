export { PostgresHealth } from './postgres-health.js';
export { type PostgresAsyncOptions, PostgresModule } from './postgres.module.js';
export { type PostgresOptions } from './postgres.options.js';
export { InjectDatabase } from './postgres.tokens.js';
export { runMigrations } from './run-migrations.js';
