import { ReservationLine } from '@nest-entra/inventory-contract';
import { z } from 'zod';
import { decodeCursor } from './order-cursor.js';
import { OrderId, OrderStateSchema } from './order-representation.js';

/**
 * The body of `POST /orders`. One line per SKU: a SKU that stands in two lines is a slip more often than a wish,
 * and refusing it names the line.
 */
export const OrderRequest = z
  .strictObject({
    lines: z
      .array(ReservationLine)
      .min(1)
      .max(100)
      .superRefine((lines, context) => {
        const seen = new Set<string>();
        lines.forEach(({ sku }, index) => {
          if (seen.has(sku)) {
            context.addIssue({
              code: 'custom',
              path: [index, 'sku'],
              message: 'stands in an earlier line already',
            });
          }
          seen.add(sku);
        });
      }),
  })
  .meta({ id: 'OrderRequest' });
export type OrderRequest = z.infer<typeof OrderRequest>;

/** As an object, so that a bad id is reported under its name. */
export const OrderPath = z.strictObject({ id: OrderId });
export type OrderPath = z.infer<typeof OrderPath>;

export const OrderListQuery = z.strictObject({
  state: OrderStateSchema.optional(),
  attention: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .describe('`true`: only orders that are stuck until an operator mends something.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .max(200)
    .transform((cursor, context) => {
      const position = decodeCursor(cursor);
      if (position) return position;
      context.addIssue({ code: 'custom', message: 'must be the `nextCursor` of a page before' });
      return z.NEVER;
    })
    .optional(),
});
export type OrderListQuery = z.infer<typeof OrderListQuery>;
