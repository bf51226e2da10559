import { ProblemException } from '@nest-entra/service-kit';

/** The problems (RFC 9457) that this API itself defines; `code` is stable, the texts are not. */
export const fulfillmentProblems = {
  ORDER_UNKNOWN: { status: 404, title: 'No such order' },
  ORDER_REJECTED: { status: 409, title: 'The order cannot be filled' },
  ORDER_CANCELLED: { status: 409, title: 'The order was cancelled' },
  ORDER_NOT_CANCELLABLE: { status: 409, title: 'The order is final' },
  // the three of draft-ietf-httpapi-idempotency-key-header-07 section 2.7, and a malformed one
  IDEMPOTENCY_KEY_MISSING: { status: 400, title: 'An Idempotency-Key header is required' },
  IDEMPOTENCY_KEY_INVALID: { status: 400, title: 'The Idempotency-Key header cannot be read' },
  IDEMPOTENCY_KEY_IN_USE: {
    status: 409,
    title: 'The first request with this Idempotency-Key is not answered yet',
  },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'This Idempotency-Key was used for another order' },
} as const;

export type FulfillmentProblemCode = keyof typeof fulfillmentProblems;

/** Answers with one of our problems. `extensions` become members of its body, beside the standard ones. */
export function fulfillmentProblem(
  code: FulfillmentProblemCode,
  extensions: object = {},
  headers: Readonly<Record<string, string>> = {},
): ProblemException {
  const { status, title } = fulfillmentProblems[code];
  return new ProblemException({ type: problemType(code), title, status, code, ...extensions, headers });
}

/** The `type` URI of a problem: names it for good, and is not meant to be fetched. */
function problemType(code: FulfillmentProblemCode): string {
  return `urn:problem-type:fulfillment:${code.toLowerCase().replaceAll('_', '-')}`;
}
