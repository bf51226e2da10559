import { z } from 'zod';
import { NextCursor, Pieces, Sku, Timestamp } from './values.js';

/** One stock item. `version` counts its changes and is what its ETag holds. */
export const Stock = z
  .object({
    sku: Sku,
    onHand: Pieces.describe('Pieces on the shelf, reserved ones included.'),
    reserved: Pieces.describe('Pieces that live reservations hold.'),
    available: Pieces.describe('`onHand` minus `reserved`: what can still be reserved.'),
    version: z.int().min(1).describe('Counts every change; also the ETag.'),
  })
  .meta({ id: 'Stock' });
export type Stock = z.infer<typeof Stock>;

/** Stock items in SKU order. */
export const StockPage = z
  .object({ items: z.array(Stock), nextCursor: NextCursor })
  .meta({ id: 'StockPage' });
export type StockPage = z.infer<typeof StockPage>;

/** What `PUT /stock/{sku}` sets. `reserved` belongs to reservations and cannot be set. */
export const StockUpdate = z.strictObject({ onHand: Pieces }).meta({ id: 'StockUpdate' });
export type StockUpdate = z.infer<typeof StockUpdate>;

/** Why stock changed: set by hand, or the step of a reservation. */
export const MovementCause = z
  .enum(['received', 'adjusted', 'reserved', 'confirmed', 'released', 'expired'])
  .meta({ id: 'MovementCause' });
export type MovementCause = z.infer<typeof MovementCause>;

/** One line of the ledger: every change of a stock item has exactly one, in the same transaction. */
export const Movement = z
  .object({
    sku: Sku,
    version: z.int().min(1).describe('The version of the stock item that this change made.'),
    cause: MovementCause,
    onHandChange: z.int().min(-1_000_000_000).max(1_000_000_000),
    reservedChange: z.int().min(-1_000_000_000).max(1_000_000_000),
    onHand: Pieces.describe('After the change.'),
    reserved: Pieces.describe('After the change.'),
    reservationId: z.guid().optional().describe('The reservation whose step this was.'),
    caller: z
      .string()
      .describe('Tenant id and client id of the application that caused it; `system` where none did.'),
    at: Timestamp,
  })
  .meta({ id: 'Movement' });
export type Movement = z.infer<typeof Movement>;

/** Movements of one item, newest first. */
export const MovementPage = z
  .object({ items: z.array(Movement), nextCursor: NextCursor })
  .meta({ id: 'MovementPage' });
export type MovementPage = z.infer<typeof MovementPage>;
