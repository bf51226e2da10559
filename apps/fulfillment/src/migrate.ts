import { readConfig } from '@nest-entra/service-kit';
import { runMigrations } from '@nest-entra/service-kit/postgres';
import { z } from 'zod';
import { FulfillmentConfig } from './config.js';
import { migrations } from './migrations/index.js';

// Brings the database up to date and ends: what a deployment runs before the version that needs it serves. The service
// does the same at its start, so this is for those who want a failed migration to stop a rollout and nothing else.
// pg-boss looks after its own tables, when the service starts.
const { DATABASE_URL } = readConfig(z.object({ DATABASE_URL: FulfillmentConfig.shape.DATABASE_URL }));
await runMigrations({ url: DATABASE_URL, applicationName: 'fulfillment-migrate', migrations });
