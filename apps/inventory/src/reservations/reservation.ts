import { createHash } from 'node:crypto';
import { type ReservationState, type Shortage, type Stock } from '@nest-entra/inventory-contract';
import { callerKey, type CallerKey } from '../caller-key.js';
import { type Line } from '../stock/stock-change.js';

/** A reservation is its caller's own: the same id of another caller is another reservation. */
export interface ReservationKey {
  readonly caller: CallerKey;
  readonly id: string;
}

export function reservationKey(
  caller: { readonly tenantId: string; readonly clientId: string },
  id: string,
): ReservationKey {
  // UUIDs compare without case (RFC 9562 section 4); one spelling, so that every answer has the same one
  return { caller: callerKey(caller), id: id.toLowerCase() };
}

export interface StoredReservation extends ReservationKey {
  readonly state: ReservationState;
  /** Undefined in the tombstone of a release that came first: no lines were ever seen. */
  readonly fingerprint: string | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | undefined;
}

/** One line per SKU in SKU order; two lines of one SKU must be checked as their sum, not one by one. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities]
    .map(([sku, quantity]) => ({ sku, quantity }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** Tells whether a replay asks for the same. No SKU holds a space or a line break, so the text is unambiguous. */
export function fingerprintOf(mergedLines: readonly Line[]): string {
  const text = mergedLines.map(({ sku, quantity }) => `${sku} ${quantity}\n`).join('');
  return createHash('sha256').update(text).digest('hex');
}

/** What of these lines cannot be had, and which lines of the request asked for it. */
export function shortagesOf(
  requested: readonly Line[],
  mergedLines: readonly Line[],
  stock: ReadonlyMap<string, Stock>,
): Shortage[] {
  return mergedLines.flatMap(({ sku, quantity }) => {
    const item = stock.get(sku);
    const available = item?.available ?? 0;
    if (quantity <= available) return [];
    const lines = requested.flatMap((line, index) => (line.sku === sku ? [index] : []));
    const reason = item ? 'insufficient' : 'unknown-sku';
    return [{ sku, reason, requested: quantity, available, lines }];
  });
}

/** A hold is over at the very moment it expires, whether or not the sweeper has come by. */
export function isOverdue({ state, expiresAt }: StoredReservation, now: Date): boolean {
  return state === 'held' && expiresAt <= now;
}
