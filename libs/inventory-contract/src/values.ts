import { z } from 'zod';

/**
 * The name of a stock item. ASCII only: JavaScript and PostgreSQL's `C` collation then sort it alike,
 * and locks taken in SKU order by one can never deadlock with locks taken in SKU order by the other.
 * Case matters. The first character keeps `.` and `..` out of paths.
 */
export const Sku = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be letters, digits, dots, hyphens and underscores')
  .meta({ id: 'Sku', description: 'Name of a stock item; case matters.', examples: ['KEYBOARD-01'] });
export type Sku = z.infer<typeof Sku>;

/** Pieces of one line. `.min(1)` and not `.positive()`, which OpenAPI 3.1 cannot express as zod emits it. */
export const Quantity = z
  .int()
  .min(1)
  .max(1_000_000)
  .meta({ id: 'Quantity', description: 'Whole pieces.', examples: [2] });
export type Quantity = z.infer<typeof Quantity>;

/** Pieces on a shelf; fits PostgreSQL's `integer` with room for sums. */
export const Pieces = z
  .int()
  .min(0)
  .max(1_000_000_000)
  .meta({ id: 'Pieces', description: 'Whole pieces, none or more.', examples: [100] });
export type Pieces = z.infer<typeof Pieces>;

/** A moment in UTC, as RFC 3339 writes it. */
export const Timestamp = z.iso
  .datetime()
  .meta({ id: 'Timestamp', description: 'RFC 3339, UTC.', examples: ['2026-11-20T09:30:00.000Z'] });
export type Timestamp = z.infer<typeof Timestamp>;

/** Which page of a list: `limit` items after the opaque `cursor` that the page before it gave. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be a cursor from a previous page')
    .optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** `nextCursor` of a page; absent on the last page. */
export const NextCursor = z
  .string()
  .optional()
  .meta({ description: 'Pass as `cursor` to read the next page; absent on the last one.' });
