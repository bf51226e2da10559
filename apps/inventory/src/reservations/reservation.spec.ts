import { type Stock } from '@nest-entra/inventory-contract';
import fc from 'fast-check';
import { callerKey } from '../caller-key.js';
import { type Line } from '../stock/stock-change.js';
import {
  fingerprintOf,
  isOverdue,
  mergeLines,
  reservationKey,
  shortagesOf,
  type StoredReservation,
} from './reservation.js';

const caller = {
  tenantId: 'AAAABBBB-0000-cccc-1111-dddd2222eeee',
  clientId: '11112222-bbbb-3333-cccc-4444dddd5555',
};
const anyLine = fc.record({
  sku: fc.constantFrom('SKU-10', 'SKU-2', 'SKU10', 'SKU_1', 'sku-1'),
  quantity: fc.integer({ min: 1, max: 1_000_000 }),
});

describe('merging lines', () => {
  it('sorts as PostgreSQL does under the collation "C"', () => {
    const lines = ['sku-1', 'SKU_1', 'SKU10', 'SKU-2', 'SKU-10'].map((sku) => ({ sku, quantity: 1 }));
    expect(mergeLines(lines).map(({ sku }) => sku)).toEqual(['SKU-10', 'SKU-2', 'SKU10', 'SKU_1', 'sku-1']);
  });

  it('keeps every piece, names every SKU once, and does not care for the order of the lines', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 100 }), (lines) => {
        const merged = mergeLines(lines);
        expect(new Set(merged.map(({ sku }) => sku)).size).toBe(merged.length);
        expect(pieces(merged)).toBe(pieces(lines));
        expect(mergeLines(lines.toReversed())).toEqual(merged);
      }),
    );
  });
});

describe('the fingerprint', () => {
  it('is the same for lines with the same effect, and differs for any other', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1 }),
        fc.array(anyLine, { minLength: 1 }),
        (some, others) => {
          const [a, b] = [mergeLines(some), mergeLines(others)];
          expect(fingerprintOf(a) === fingerprintOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        },
      ),
    );
  });
});

describe('shortages', () => {
  const stock = new Map<string, Stock>([
    ['A', { sku: 'A', onHand: 10, reserved: 0, available: 10, version: 1 }],
    ['B', { sku: 'B', onHand: 10, reserved: 9, available: 1, version: 1 }],
  ]);
  const shortages = (lines: Line[]) => shortagesOf(lines, mergeLines(lines), stock);

  it('add up the lines of one SKU: six and six of ten are too many', () => {
    const lines = [
      { sku: 'A', quantity: 6 },
      { sku: 'B', quantity: 1 },
      { sku: 'A', quantity: 6 },
    ];
    expect(shortages(lines)).toEqual([
      { sku: 'A', reason: 'insufficient', requested: 12, available: 10, lines: [0, 2] },
    ]);
  });

  it('tell an item that is short from one that does not exist', () => {
    const lines = [
      { sku: 'X', quantity: 1 },
      { sku: 'B', quantity: 2 },
    ];
    expect(shortages(lines)).toEqual([
      { sku: 'B', reason: 'insufficient', requested: 2, available: 1, lines: [1] },
      { sku: 'X', reason: 'unknown-sku', requested: 1, available: 0, lines: [0] },
    ]);
  });

  it('are none when the last piece is asked for', () => {
    expect(shortages([{ sku: 'B', quantity: 1 }])).toEqual([]);
  });
});

describe('a reservation', () => {
  const held: StoredReservation = {
    ...reservationKey(caller, '0c9f2f2e-7d7b-4a5c-9a52-6f0f3f0b8a11'),
    state: 'held',
    fingerprint: 'f',
    createdAt: new Date('2026-11-20T09:00:00Z'),
    expiresAt: new Date('2026-11-20T09:15:00Z'),
    endedAt: undefined,
  };

  it('is overdue from the moment it expires, and only while it is held', () => {
    expect(isOverdue(held, new Date('2026-11-20T09:14:59.999Z'))).toBe(false);
    expect(isOverdue(held, new Date('2026-11-20T09:15:00Z'))).toBe(true);
    expect(isOverdue({ ...held, state: 'confirmed' }, new Date('2027-01-01T00:00:00Z'))).toBe(false);
  });

  it('belongs to one application of one tenant, however their ids are spelt', () => {
    const spelt = { tenantId: caller.tenantId.toLowerCase(), clientId: caller.clientId.toUpperCase() };
    expect(callerKey(spelt)).toBe(callerKey(caller));
    expect(callerKey({ ...caller, tenantId: caller.clientId })).not.toBe(callerKey(caller));
    expect(reservationKey(caller, held.id.toUpperCase())).toEqual(reservationKey(caller, held.id));
  });
});

function pieces(lines: readonly Line[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
