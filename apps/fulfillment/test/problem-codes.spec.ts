import { problemEntries, sectionOf } from '@nest-entra/service-kit/testing';
import { type FulfillmentProblemCode, fulfillmentProblems } from '../src/fulfillment-problems.js';

const page = new URL('../../../docs/problem-codes.md', import.meta.url);

const explanations: Record<FulfillmentProblemCode, { meaning: string; remedy: string }> = {
  ORDER_UNKNOWN: {
    meaning: 'There is no order with this id, or it is not for this caller to see. The two look the same.',
    remedy: 'Compare the id, and the caller with the one that placed the order.',
  },
  ORDER_REJECTED: {
    meaning:
      'Stock is short. The further members are the order; `rejection.shortages` says which lines, how many were asked for and how many there were. It is final.',
    remedy: 'Place another order, under another `Idempotency-Key`.',
  },
  ORDER_CANCELLED: {
    meaning:
      'The order was cancelled before the request that placed it, or a repetition of it, was answered.',
    remedy: 'Nothing: somebody wanted it so. A new order needs another `Idempotency-Key`.',
  },
  ORDER_NOT_CANCELLABLE: {
    meaning:
      'The order is confirmed or rejected: it came to its end before the cancellation. `state` says which.',
    remedy: 'Nothing can be done about it here; returns are not part of this service.',
  },
  IDEMPOTENCY_KEY_MISSING: {
    meaning:
      'The request that would place an order has no `Idempotency-Key`, so it could not be repeated safely.',
    remedy: 'Send one that is new for each order, best a UUID in double quotes.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    meaning: 'The key is too long, has other than visible ASCII characters, or there is more than one.',
    remedy: 'Send one key, best a UUID in double quotes.',
  },
  IDEMPOTENCY_KEY_IN_USE: {
    meaning: 'The first request with this key is still at work.',
    remedy: 'Repeat it after `Retry-After` seconds: it then gets the answer of the first one.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    meaning: 'This caller has used the key in the last 24 hours, for an order with other lines.',
    remedy: 'Use a new key for a new order. The first order is not affected.',
  },
};

it('the documentation of the problem codes says what the code says', async () => {
  const codes = Object.keys(fulfillmentProblems) as FulfillmentProblemCode[];
  const problems = codes.map((code) => ({ code, ...fulfillmentProblems[code], ...explanations[code] }));
  const expected = problemEntries(problems);
  expect(await sectionOf(page, 'fulfillment', expected)).toBe(expected);
});
