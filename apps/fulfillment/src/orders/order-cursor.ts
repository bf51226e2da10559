import { z } from 'zod';
import { type OrderPosition } from './orders.repository.js';

const Position = z.tuple([z.int().min(0), z.guid()]);

/** A position as the opaque string that clients carry from page to page. */
export function encodeCursor({ createdAt, id }: OrderPosition): string {
  return Buffer.from(JSON.stringify([createdAt.getTime(), id])).toString('base64url');
}

/** Undefined for a string that was never a cursor of ours. */
export function decodeCursor(cursor: string): OrderPosition | undefined {
  try {
    const [createdAt, id] = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt: new Date(createdAt), id };
  } catch {
    return undefined;
  }
}
