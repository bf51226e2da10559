import { type Migration } from 'kysely/migration';
import { orders } from './0001-orders.js';
import { idempotencyKeys } from './0002-idempotency-keys.js';

/** In the order of their names. A migration that has been released is never edited: the next one mends it. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-orders': orders,
  '0002-idempotency-keys': idempotencyKeys,
};
