import { entraApiEnvironment } from '@nest-entra/auth/protect';
import { secret, serviceEnvironment } from '@nest-entra/service-kit';
import { z } from 'zod';

/** Everything that Inventory reads from its environment. */
export const configSchema = z.object({
  ...serviceEnvironment,
  ...entraApiEnvironment,
  /**
   * Ten times the kit's default: a caller of Inventory is a service that speaks for all of its customers, and calls
   * twice for each order. Against too much work at once there is load shedding.
   */
  RATE_LIMIT_PER_MINUTE: serviceEnvironment.RATE_LIMIT_PER_MINUTE.default(60_000),
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
