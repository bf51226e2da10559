import { hash } from 'node:crypto';
import { type OrderLine } from '../orders/order.js';

/** Tells whether a repeated request orders the same: SHA-256 over the lines as they were understood, in their order. */
export function fingerprintOf(lines: readonly OrderLine[]): string {
  return hash('sha256', JSON.stringify(lines.map(({ sku, quantity }) => [sku, quantity])), 'base64url');
}
