import { type MovementCause, type ReservationState } from '@nest-entra/inventory-contract';
import { type ColumnType, type Generated } from 'kysely';
import { type CallerKey } from '../caller-key.js';

/** `bigint`, which pg reads as text. */
type BigInteger = ColumnType<string, number, number>;

export interface StockTable {
  readonly sku: string;
  readonly on_hand: number;
  readonly reserved: Generated<number>;
  readonly version: BigInteger;
}

export interface MovementTable {
  readonly sku: string;
  readonly version: BigInteger;
  readonly cause: MovementCause;
  readonly on_hand_change: number;
  readonly reserved_change: number;
  readonly on_hand: number;
  readonly reserved: number;
  readonly reservation_id: string | null;
  readonly caller: CallerKey;
  readonly at: Date;
}

export interface ReservationTable {
  readonly caller: CallerKey;
  readonly id: string;
  readonly state: ReservationState;
  /** Null where a release came before the reservation it names. */
  readonly fingerprint: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
}

export interface ReservationLineTable {
  readonly caller: CallerKey;
  readonly reservation_id: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface Database {
  readonly stock: StockTable;
  readonly movement: MovementTable;
  readonly reservation: ReservationTable;
  readonly reservation_line: ReservationLineTable;
}
