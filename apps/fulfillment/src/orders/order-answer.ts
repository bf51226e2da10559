import { type ProblemException } from '@nest-entra/service-kit';
import { fulfillmentProblem } from '../fulfillment-problems.js';
import { type Order } from './order.js';
import { type OrderRepresentation, represent } from './order-representation.js';

/** What placing an order came to. Stored with the idempotency key, so a repeated request gets exactly this again. */
export interface OrderAnswer {
  /** 201 confirmed; 202 accepted, and finished without anybody's help; 409 rejected, or cancelled meanwhile. */
  readonly status: 201 | 202 | 409;
  readonly order: OrderRepresentation;
}

export function answerOf(order: Order): OrderAnswer {
  return { status: statusOf(order), order: represent(order) };
}

function statusOf({ progress }: Order): OrderAnswer['status'] {
  switch (progress.state) {
    case 'confirmed':
      return 201;
    case 'pending':
    case 'reserved':
      return 202;
    case 'rejected':
    case 'cancelled':
      return 409;
  }
}

export function locationOf({ id }: { readonly id: string }): string {
  return `/orders/${id}`;
}

/** A 409 is a problem (RFC 9457) whose extension members are the order itself, so that `state` is always there. */
export function problemOf({ order }: OrderAnswer): ProblemException {
  return fulfillmentProblem(order.state === 'cancelled' ? 'ORDER_CANCELLED' : 'ORDER_REJECTED', order, {
    location: locationOf(order),
  });
}
