import { z } from 'zod';
import { Pieces, Quantity, Sku, Timestamp } from './values.js';

/** Chosen by the caller, and the caller's own: two callers may use the same id without meeting. */
export const ReservationId = z.uuid().meta({
  id: 'ReservationId',
  description: 'UUID chosen by the caller.',
  examples: ['0c9f2f2e-7d7b-4a5c-9a52-6f0f3f0b8a11'],
});
export type ReservationId = z.infer<typeof ReservationId>;

/** So many pieces of one item. */
export const ReservationLine = z
  .strictObject({ sku: Sku, quantity: Quantity })
  .meta({ id: 'ReservationLine' });
export type ReservationLine = z.infer<typeof ReservationLine>;

/** What to hold: all of it or nothing. Two lines may name one SKU; they count together. */
export const ReservationRequest = z
  .strictObject({ lines: z.array(ReservationLine).min(1).max(100) })
  .meta({ id: 'ReservationRequest' });
export type ReservationRequest = z.infer<typeof ReservationRequest>;

/** `held` is the only state that can change; the other three are final. */
export const ReservationState = z
  .enum(['held', 'confirmed', 'released', 'expired'])
  .meta({ id: 'ReservationState' });
export type ReservationState = z.infer<typeof ReservationState>;

/** A reservation as its caller sees it. */
export const Reservation = z
  .object({
    id: ReservationId,
    state: ReservationState,
    lines: z
      .array(z.object({ sku: Sku, quantity: Pieces }))
      .describe('One line per SKU, in SKU order: lines of the request that name one SKU are added up.'),
    createdAt: Timestamp,
    expiresAt: Timestamp.describe('When a held reservation gives its pieces back.'),
    endedAt: Timestamp.optional().describe('When it was confirmed, released or expired.'),
  })
  .meta({ id: 'Reservation' });
export type Reservation = z.infer<typeof Reservation>;
