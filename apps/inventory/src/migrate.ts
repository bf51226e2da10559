import { readConfig } from '@nest-entra/service-kit';
import { runMigrations } from '@nest-entra/service-kit/postgres';
import { z } from 'zod';
import { configSchema } from './config.js';
import { migrations } from './database/migrations/index.js';

// Brings the database up to date and ends: what a deployment runs before the version that needs it serves. The service
// does the same at its start, so this is for those who want a failed migration to stop a rollout and nothing else.
const { DATABASE_URL } = readConfig(z.object({ DATABASE_URL: configSchema.shape.DATABASE_URL }));
await runMigrations({ url: DATABASE_URL, applicationName: 'inventory-migrate', migrations });
