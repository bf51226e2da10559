import { EntraTokenHealth } from '@nest-entra/auth/acquire';
import { EntraKeysHealth, requirementOf } from '@nest-entra/auth/protect';
import { readConfig, startService } from '@nest-entra/service-kit';
import { PostgresHealth } from '@nest-entra/service-kit/postgres';
import { AppModule } from './app.module.js';
import { FulfillmentConfig } from './config.js';
import { openApiOptions } from './open-api.js';

const config = readConfig(FulfillmentConfig);

await startService({
  name: 'fulfillment',
  module: AppModule.forRoot(config),
  config,
  readiness: [PostgresHealth, EntraKeysHealth, EntraTokenHealth],
  openApi: openApiOptions(config),
  requirementOf,
});
