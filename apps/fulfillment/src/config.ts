import { entraApiEnvironment } from '@nest-entra/auth/protect';
import { entraClientEnvironment } from '@nest-entra/auth/acquire';
import { secret, serviceEnvironment } from '@nest-entra/service-kit';
import { z } from 'zod';

/** Everything that this service reads from its environment. */
export const FulfillmentConfig = z.object({
  ...serviceEnvironment,
  ...entraApiEnvironment,
  ...entraClientEnvironment,
  PORT: serviceEnvironment.PORT.default(3000),
  /**
   * Half the kit's default: an order that waits for others past its deadline (`ORDER_DEADLINE_MS`) is answered 202, and
   * becomes work for its job when there is too much of it already.
   */
  LOAD_LIMIT_REQUESTS_IN_FLIGHT: serviceEnvironment.LOAD_LIMIT_REQUESTS_IN_FLIGHT.default(50),
  DATABASE_URL: secret(),
  INVENTORY_URL: z.url({ protocol: /^https?$/ }),
  /** `<App ID URI of Inventory>/.default`. */
  INVENTORY_SCOPE: z.string().min(1),
  /** How long a request that places or cancels an order waits for Inventory; what is left then is the job's. */
  ORDER_DEADLINE_MS: z.coerce.number('must be a number').int().min(100).max(30_000).default(2_000),
  /** The single-page application that readers of `/docs` sign in through; unset, they paste a token. */
  DOCS_CLIENT_ID: z.guid().optional(),
  /** Where their browsers find Entra, which in containers is not where this process finds it. */
  DOCS_AUTHORITY_HOST: z.url({ protocol: /^https?$/ }).default('https://login.microsoftonline.com'),
});
export type FulfillmentConfig = z.infer<typeof FulfillmentConfig>;
