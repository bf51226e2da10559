import { entraApiEnvironment } from '@nest-entra/auth/protect';
import { secret, serviceEnvironment } from '@nest-entra/service-kit';
import { z } from 'zod';

/** Everything that Inventory reads from its environment. */
export const configSchema = z.object({
  ...serviceEnvironment,
  ...entraApiEnvironment,
  DATABASE_URL: secret(),
  RESERVATION_TTL_SECONDS: z.coerce
    .number('must be a number of seconds')
    .int()
    .min(1)
    .max(86_400)
    .default(900),
  /** Fills an empty shelf for demonstrations; what is there already stays as it is. */
  SEED_DEMO_STOCK: z.stringbool('must be true or false').default(false),
});

export type InventoryConfig = z.output<typeof configSchema>;
