import { ReservationLine, Shortage, Timestamp } from '@nest-entra/inventory-contract';
import { z } from 'zod';
import { type Order } from './order.js';

export const OrderId = z.guid().meta({ id: 'OrderId', examples: ['7c6f3f0e-5f55-4c53-8f0d-6b2f5d1c9a11'] });

export const OrderStateSchema = z
  .enum(['pending', 'reserved', 'confirmed', 'rejected', 'cancelled'])
  .meta({ id: 'OrderState' });

/** An order as the API shows it. */
export const OrderRepresentation = z
  .object({
    id: OrderId,
    state: OrderStateSchema,
    lines: z.array(ReservationLine),
    reservationId: z.guid().describe('The reservation in the Inventory service; changes if a hold runs out.'),
    rejection: z
      .object({ shortages: z.array(Shortage) })
      .optional()
      .describe('Only of a rejected order: what could not be had, and in which lines.'),
    cancelRequested: z
      .literal(true)
      .optional()
      .describe('A cancellation is being decided: Inventory has not yet said whether it came in time.'),
    attention: z
      .object({ code: z.string(), since: Timestamp })
      .optional()
      .describe('The order is stuck until an operator mends something; it goes on by itself afterwards.'),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Order' });
export type OrderRepresentation = z.infer<typeof OrderRepresentation>;

export const OrderPage = z
  .object({
    items: z.array(OrderRepresentation),
    nextCursor: z
      .string()
      .optional()
      .describe('Pass as `cursor` to read the next page; absent on the last one.'),
  })
  .meta({ id: 'OrderPage' });
export type OrderPage = z.infer<typeof OrderPage>;

export function represent(order: Order): OrderRepresentation {
  const { id, progress, lines, reservationId, attention, createdAt, updatedAt } = order;
  return {
    id,
    state: progress.state,
    lines: lines.map((line) => ({ ...line })),
    reservationId,
    ...(progress.state === 'rejected' && {
      rejection: {
        shortages: progress.shortages.map((shortage) => ({ ...shortage, lines: [...shortage.lines] })),
      },
    }),
    ...(progress.state === 'reserved' && progress.cancelRequested && { cancelRequested: true }),
    ...(attention && { attention: { code: attention.fault, since: attention.since.toISOString() } }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
