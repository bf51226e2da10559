/**
 * The rules of an order, and nothing else: no framework, no database, no HTTP, no import.
 *
 *   pending ──► reserved ──► confirmed
 *      │ ▲         │ │
 *      │ └─────────┘ │          a hold that ran out: once more, under a new reservation id
 *      ▼             ▼
 *   rejected     cancelled      (pending ──► cancelled as well)
 */

export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
}

/** Why a line could not be had. `lines` are positions in the order, counted from 0. */
export interface Shortage {
  readonly sku: string;
  readonly reason: 'insufficient' | 'unknown-sku';
  readonly requested: number;
  readonly available: number;
  readonly lines: readonly number[];
}

export type Progress =
  | { readonly state: 'pending' }
  /** `cancelRequested`: a confirm may be on its way, so Inventory decides which of the two came first. */
  | { readonly state: 'reserved'; readonly cancelRequested: boolean }
  | { readonly state: 'confirmed' }
  | { readonly state: 'rejected'; readonly shortages: readonly Shortage[] }
  /** `holdReleased`: false until Inventory has said that nothing is, or ever will be, held for this order. */
  | { readonly state: 'cancelled'; readonly holdReleased: boolean };

export type OrderState = Progress['state'];

/** A fault that waiting alone does not mend: somebody has to change a configuration, a role or some code. */
export type Fault =
  /** Inventory refuses us (403): our role was not granted, or was taken away. */
  | 'INVENTORY_FORBIDDEN'
  /** Inventory does not know what we speak of (404): wrong address, or its data went back in time. */
  | 'INVENTORY_NOT_FOUND'
  /** The reservation exists with other lines (422): a defect of ours. */
  | 'INVENTORY_MISMATCH'
  /** An answer outside the contract: the two services do not fit together. */
  | 'INVENTORY_UNEXPECTED'
  /** Entra refuses our own credential. */
  | 'CREDENTIAL_REFUSED';

/** What every step can come to besides its own answers. */
export type Trouble =
  | { readonly answer: 'unavailable'; readonly retryAfterSeconds?: number }
  | { readonly answer: 'fault'; readonly fault: Fault };

export type ReserveAnswer =
  | { readonly answer: 'held' }
  | { readonly answer: 'insufficient-stock'; readonly shortages: readonly Shortage[] }
  | { readonly answer: 'ended' }
  | Trouble;

export type ConfirmAnswer = { readonly answer: 'confirmed' } | { readonly answer: 'ended' } | Trouble;

export type ReleaseAnswer = { readonly answer: 'released' } | { readonly answer: 'confirmed' } | Trouble;

/** A customer of ours: a person (`id` is the `oid`) or an application (`id` is its client id, `azp`) of a tenant. */
export interface OrderOwner {
  readonly kind: 'user' | 'application';
  readonly tenantId: string;
  readonly id: string;
}

export interface Order {
  readonly id: string;
  readonly owner: OrderOwner;
  readonly lines: readonly OrderLine[];
  /** Ours to choose, and stored before it is first used: that makes every step towards Inventory repeatable. */
  readonly reservationId: string;
  readonly progress: Progress;
  readonly attention?: { readonly fault: Fault; readonly since: Date };
  /** Counts every stored change; a change is stored only on top of the version that it was decided on. */
  readonly version: number;
  /** W3C trace context of the request that placed it, so that its job continues that trace. */
  readonly traceparent?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type Step = 'reserve' | 'confirm' | 'release';

export type Decision =
  | { readonly kind: 'move'; readonly to: Progress; readonly renewReservation?: true }
  /** Nothing is wrong with the order: ask again, after so many seconds if Inventory named a number. */
  | { readonly kind: 'wait'; readonly retryAfterSeconds?: number }
  /** The order keeps its state, is shown as needing attention, and is tried again now and then. */
  | { readonly kind: 'park'; readonly fault: Fault };

/** What has to be said to Inventory next; `undefined` when there is nothing left to say. */
export function nextStep(progress: Progress): Step | undefined {
  switch (progress.state) {
    case 'pending':
      return 'reserve';
    case 'reserved':
      return progress.cancelRequested ? 'release' : 'confirm';
    case 'cancelled':
      return progress.holdReleased ? undefined : 'release';
    case 'confirmed':
    case 'rejected':
      return undefined;
  }
}

/** True when nothing is left to do: neither for the customer nor towards Inventory. */
export function isSettled(progress: Progress): boolean {
  return nextStep(progress) === undefined;
}

export function afterReserve(answer: ReserveAnswer): Decision {
  switch (answer.answer) {
    case 'held':
      return { kind: 'move', to: { state: 'reserved', cancelRequested: false } };
    case 'insufficient-stock':
      return { kind: 'move', to: { state: 'rejected', shortages: answer.shortages } };
    case 'ended':
      return { kind: 'move', to: { state: 'pending' }, renewReservation: true };
    default:
      return afterTrouble(answer);
  }
}

export function afterConfirm(answer: ConfirmAnswer): Decision {
  switch (answer.answer) {
    case 'confirmed':
      return { kind: 'move', to: { state: 'confirmed' } };
    case 'ended':
      return { kind: 'move', to: { state: 'pending' }, renewReservation: true };
    default:
      return afterTrouble(answer);
  }
}

/** A release is only ever asked for an order that is, or wants to be, cancelled. */
export function afterRelease(from: OrderState, answer: ReleaseAnswer): Decision {
  switch (answer.answer) {
    case 'released':
      return { kind: 'move', to: { state: 'cancelled', holdReleased: true } };
    case 'confirmed':
      // The confirm won the race. An order that is cancelled already was never confirmed by us (a confirm
      // is sent only after `reserved` is stored), so there it means that one side's data went back in time.
      return from === 'cancelled'
        ? { kind: 'park', fault: 'INVENTORY_UNEXPECTED' }
        : { kind: 'move', to: { state: 'confirmed' } };
    default:
      return afterTrouble(answer);
  }
}

function afterTrouble(trouble: Trouble): Decision {
  if (trouble.answer === 'fault') return { kind: 'park', fault: trouble.fault };
  const { retryAfterSeconds } = trouble;
  return retryAfterSeconds === undefined ? { kind: 'wait' } : { kind: 'wait', retryAfterSeconds };
}

/**
 * What a cancellation makes of an order, `undefined` when it comes too late. Cancelling twice changes nothing.
 *
 * A pending order is cancelled at once: no confirm can be on its way, because that is sent only after `reserved`
 * is stored. A reserved one waits for Inventory's word.
 */
export function afterCancelRequest(progress: Progress): Progress | undefined {
  switch (progress.state) {
    case 'pending':
      return { state: 'cancelled', holdReleased: false };
    case 'reserved':
      return progress.cancelRequested ? progress : { state: 'reserved', cancelRequested: true };
    case 'cancelled':
      return progress;
    case 'confirmed':
    case 'rejected':
      return undefined;
  }
}
