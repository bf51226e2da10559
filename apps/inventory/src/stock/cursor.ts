/** Where a page ended, as an opaque, URL-safe text. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** What {@link encodeCursor} was given; not to be trusted before it is checked. */
export function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor?: string;
}

/** A page of `limit` out of the `limit + 1` that were read: the one too many only tells that there is more. */
export function pageOf<T>(found: readonly T[], limit: number, positionOf: (item: T) => string): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined
    ? { items, nextCursor: encodeCursor(positionOf(last)) }
    : { items };
}
