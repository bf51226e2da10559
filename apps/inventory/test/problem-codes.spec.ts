import { type InventoryProblemCode, inventoryProblems } from '@nest-entra/inventory-contract';
import { problemEntries, sectionOf } from '@nest-entra/service-kit/testing';

const page = new URL('../../../docs/problem-codes.md', import.meta.url);

const explanations: Record<InventoryProblemCode, { meaning: string; remedy: string }> = {
  STOCK_UNKNOWN: {
    meaning: 'There is no stock item with this SKU.',
    remedy: 'Compare the SKU, letter by letter and case by case; create it with `If-None-Match: *`.',
  },
  STOCK_INSUFFICIENT: {
    meaning:
      'Not everything that the reservation asks for is available, so nothing is held. `shortages` says what is missing, SKU by SKU. The id stays unused.',
    remedy: 'Ask for less, or repeat the same request once there is stock.',
  },
  STOCK_BELOW_RESERVED: {
    meaning: 'The new number of pieces is lower than the number that reservations hold.',
    remedy: 'Wait until they are confirmed or released, or set a higher number.',
  },
  STOCK_PRECONDITION_FAILED: {
    meaning:
      'Somebody changed the item since it was read: `If-Match` names another version than the current one.',
    remedy: 'Read it again, decide again, and send its new `ETag`.',
  },
  STOCK_PRECONDITION_REQUIRED: {
    meaning: 'A change without `If-Match`, or a creation without `If-None-Match: *`, would overwrite unseen.',
    remedy: 'Send the precondition that says what you expect to find.',
  },
  RESERVATION_UNKNOWN: {
    meaning: 'This caller has no reservation with this id. Those of other callers look the same.',
    remedy: 'Reserve first. After a week, an ended reservation is forgotten.',
  },
  RESERVATION_CONFIRMED: {
    meaning: 'The pieces have left the shelf: it is too late to release the reservation.',
    remedy: 'Nothing can be done about it here; book them in again as stock if they come back.',
  },
  RESERVATION_RELEASED: {
    meaning: 'The reservation was released, so there is nothing to confirm.',
    remedy: 'Reserve again, under a new id.',
  },
  RESERVATION_ENDED: {
    meaning: 'The id is used up: `state` says whether the reservation ran out or was released.',
    remedy: 'Reserve again, under a new id.',
  },
  RESERVATION_MISMATCH: {
    meaning: 'This caller has used the id before, with other lines.',
    remedy: 'A defect of the caller: an id belongs to one set of lines for good.',
  },
  INVENTORY_BUSY: {
    meaning: 'The request met others that want the same rows, again and again. Nothing has happened.',
    remedy: 'Repeat it after `Retry-After` seconds.',
  },
};

it('the documentation of the problem codes says what the code says', async () => {
  const codes = Object.keys(inventoryProblems) as InventoryProblemCode[];
  const problems = codes.map((code) => ({ code, ...inventoryProblems[code], ...explanations[code] }));
  const expected = problemEntries(problems);
  expect(await sectionOf(page, 'inventory', expected)).toBe(expected);
});
