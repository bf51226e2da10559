import { EntraKeysHealth, requirementOf } from '@nest-entra/auth/protect';
import { readConfig, startService } from '@nest-entra/service-kit';
import { PostgresHealth } from '@nest-entra/service-kit/postgres';
import { AppModule } from './app.module.js';
import { configSchema } from './config.js';

const config = readConfig(configSchema, process.env);

await startService({
  name: 'inventory',
  module: AppModule.forRoot(config),
  config,
  readiness: [PostgresHealth, EntraKeysHealth],
  requirementOf,
});
