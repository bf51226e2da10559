import { z } from 'zod';
import { Pieces, Sku } from './values.js';

/** The problems (RFC 9457) that the Inventory API itself defines; `code` is stable, the texts are not. */
export const inventoryProblems = {
  STOCK_UNKNOWN: { status: 404, title: 'No such stock item' },
  STOCK_INSUFFICIENT: { status: 409, title: 'Not enough stock' },
  STOCK_BELOW_RESERVED: { status: 409, title: 'Fewer pieces than are reserved' },
  STOCK_PRECONDITION_FAILED: { status: 412, title: 'The stock item is not in the expected version' },
  STOCK_PRECONDITION_REQUIRED: { status: 428, title: 'A precondition is required' },
  RESERVATION_UNKNOWN: { status: 404, title: 'No such reservation' },
  RESERVATION_CONFIRMED: { status: 409, title: 'The reservation is confirmed' },
  RESERVATION_RELEASED: { status: 409, title: 'The reservation was released' },
  RESERVATION_ENDED: { status: 410, title: 'The reservation has ended' },
  RESERVATION_MISMATCH: { status: 422, title: 'The reservation exists with other lines' },
  INVENTORY_BUSY: { status: 503, title: 'Try again' },
} as const;

export type InventoryProblemCode = keyof typeof inventoryProblems;

/** The `type` URI of a problem: names it for good, and is not meant to be fetched. */
export function problemType(code: InventoryProblemCode): string {
  return `urn:problem-type:inventory:${code.toLowerCase().replaceAll('_', '-')}`;
}

/** One thing that is wrong with a request: where, and what. */
export const RequestMistake = z
  .object({
    in: z.enum(['body', 'query', 'path', 'header']),
    field: z
      .string()
      .optional()
      .describe('Path of the field, e.g. `lines.0.quantity`; absent for the whole.'),
    detail: z.string(),
  })
  .meta({ id: 'RequestMistake' });
export type RequestMistake = z.infer<typeof RequestMistake>;

/** What every error answer carries, whoever produced it: guard, validation or domain. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.string().describe('Stable; decide by it.'),
    detail: z.string().optional(),
    errors: z.array(RequestMistake).optional().describe('What is wrong with the request, field by field.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** One SKU that a reservation asked for and could not get. */
export const Shortage = z
  .object({
    sku: Sku,
    reason: z.enum(['insufficient', 'unknown-sku']),
    requested: Pieces.describe('Sum of all lines that name this SKU.'),
    available: Pieces,
    lines: z.array(z.int().min(0)).describe('Which lines of the request, counted from 0.'),
  })
  .meta({ id: 'Shortage' });
export type Shortage = z.infer<typeof Shortage>;

/** 409 of `PUT /reservations/{id}`: what is short, SKU by SKU. */
export const InsufficientStockProblem = Problem.extend({
  code: z.literal('STOCK_INSUFFICIENT'),
  shortages: z.array(Shortage).min(1),
}).meta({ id: 'InsufficientStockProblem' });

/** 410: the id is used up. */
export const ReservationEndedProblem = Problem.extend({
  code: z.literal('RESERVATION_ENDED'),
  state: z.enum(['released', 'expired']),
}).meta({ id: 'ReservationEndedProblem' });
