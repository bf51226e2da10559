import { type InventoryProblemCode, inventoryProblems, problemType } from '@nest-entra/inventory-contract';
import { ProblemException } from '@nest-entra/service-kit';

interface Extensions {
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly [extension: string]: unknown;
}

/** A problem of the contract's table, ready to throw. The one place where a code becomes an HTTP answer. */
export function inventoryProblem(code: InventoryProblemCode, extensions: Extensions = {}): ProblemException {
  return new ProblemException({ ...inventoryProblems[code], type: problemType(code), code, ...extensions });
}

const retryAfterSeconds = 1;

/** The same request will do in a moment: it met another one, and nothing has happened. */
export function busy(): ProblemException {
  return inventoryProblem('INVENTORY_BUSY', { headers: { 'Retry-After': String(retryAfterSeconds) } });
}
