import { type Problem, type Shortage } from '../problems.js';
import { type Reservation } from '../reservations.js';
import { type MovementPage, type Stock, type StockPage } from '../stock.js';

/** 401 or 403: our registration, role or token is at fault, not the request. Never a reason to reject an order. */
export interface Refused {
  readonly outcome: 'refused';
  readonly status: 401 | 403;
  readonly problem: Problem | undefined;
}

/** 408, 429 or 5xx: the same request may succeed later. */
export interface Unavailable {
  readonly outcome: 'unavailable';
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly problem: Problem | undefined;
}

/** An answer that the contract does not foresee, or a body that does not match it: a defect on one side. */
export interface Unexpected {
  readonly outcome: 'unexpected';
  readonly status: number;
  readonly problem: Problem | undefined;
}

/** What any call can come to besides its own outcomes. */
export type Failure = Refused | Unavailable | Unexpected;

export type ReserveOutcome =
  /** 201, or 200 when this very reservation was made before (it may have been confirmed since). */
  | { readonly outcome: 'reserved'; readonly replayed: boolean; readonly reservation: Reservation }
  /** 409. Nothing is held. Asking again with the same id and lines may succeed once there is stock. */
  | { readonly outcome: 'insufficient-stock'; readonly shortages: readonly Shortage[] }
  /** 410. The id is used up: released (perhaps before it was ever made) or expired. */
  | { readonly outcome: 'ended'; readonly state: 'released' | 'expired' }
  /** 422. The id belongs to a reservation with other lines. */
  | { readonly outcome: 'mismatch' }
  | Failure;

export type ConfirmOutcome =
  /** 200, first time or replay. */
  | { readonly outcome: 'confirmed'; readonly reservation: Reservation }
  /** 410. The hold ran out first: make a new reservation under a new id. */
  | { readonly outcome: 'expired' }
  /** 409. It was released. */
  | { readonly outcome: 'released' }
  /** 404. Never made by this caller, or forgotten since. */
  | { readonly outcome: 'unknown' }
  | Failure;

export type ReleaseOutcome =
  /** 204: nothing is held under this id, now or ever again. Also for an id that was never used. */
  | { readonly outcome: 'released' }
  /** 409. Confirmed before; a confirmed reservation stays. */
  | { readonly outcome: 'confirmed' }
  | Failure;

export type ReservationOutcome =
  | { readonly outcome: 'found'; readonly reservation: Reservation }
  | { readonly outcome: 'unknown' }
  | Failure;

export type StockOutcome =
  { readonly outcome: 'found'; readonly stock: Stock } | { readonly outcome: 'unknown' } | Failure;

export type SetStockOutcome =
  | { readonly outcome: 'created' | 'updated'; readonly stock: Stock }
  /** 412. It exists already, or has changed since the version that was named. */
  | { readonly outcome: 'precondition-failed' }
  /** 409. More pieces are reserved than would remain. */
  | { readonly outcome: 'below-reserved' }
  | Failure;

export type StockPageOutcome = { readonly outcome: 'page'; readonly page: StockPage } | Failure;

export type MovementPageOutcome =
  { readonly outcome: 'page'; readonly page: MovementPage } | { readonly outcome: 'unknown' } | Failure;
