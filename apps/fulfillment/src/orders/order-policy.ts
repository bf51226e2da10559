/** How long things may take. */
export abstract class OrderPolicy {
  /** How long a request that places or cancels an order waits for Inventory. */
  abstract readonly deadlineMs: number;
}

/** A second's grace, so that the job does not come between a request and its answer. */
const GRACE_MS = 1_000;

/** When a request is answered or dead: from then on the job may act, and a repetition looks at the order itself. */
export function answeredAfterMs({ deadlineMs }: OrderPolicy): number {
  return deadlineMs + GRACE_MS;
}

/** An idempotency key is remembered this long. */
export const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;
