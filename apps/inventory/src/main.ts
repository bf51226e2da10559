import { readConfig, startService } from '@nest-entra/service-kit';
import { configSchema } from './config.js';
import { serviceOptions } from './service-options.js';

await startService(serviceOptions(readConfig(configSchema)));
