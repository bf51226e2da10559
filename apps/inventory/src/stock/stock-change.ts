import { type MovementCause } from '@nest-entra/inventory-contract';
import { type CallerKey } from '../caller-key.js';

/** Pieces of one SKU. */
export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

/** What each step of a reservation does, per piece. Holding reserves, confirming takes, ending gives back. */
export const stepEffects = {
  reserved: { onHand: 0, reserved: 1 },
  confirmed: { onHand: -1, reserved: -1 },
  released: { onHand: 0, reserved: -1 },
  expired: { onHand: 0, reserved: -1 },
} as const satisfies Partial<Record<MovementCause, { onHand: -1 | 0; reserved: -1 | 1 }>>;

export type ReservationStep = keyof typeof stepEffects;

/** Who changed stock, and when. */
export interface Author {
  readonly caller: CallerKey;
  readonly at: Date;
}

/** The step of a reservation that changes stock. */
export interface Cause extends Author {
  readonly step: ReservationStep;
  readonly reservationId: string;
}
