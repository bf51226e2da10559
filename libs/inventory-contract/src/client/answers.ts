import { type z } from 'zod';
import { type InventoryProblemCode, Problem } from '../problems.js';
import { type Failure } from './outcomes.js';
import { type InventoryResponse } from './transport.js';

/** The body as the schema has it, or undefined: an answer that breaks the contract is never half-used. */
export function parsed<S extends z.ZodType>(schema: S, response: InventoryResponse): z.infer<S> | undefined {
  return schema.safeParse(response.body).data;
}

/** True when the answer is this problem of the Inventory API, by its code and not by its status alone. */
export function isProblem(response: InventoryResponse, code: InventoryProblemCode): boolean {
  return parsed(Problem, response)?.code === code;
}

/** What is left when none of a call's own outcomes fits. */
export function failure(response: InventoryResponse): Failure {
  const { status } = response;
  const problem = parsed(Problem, response);
  if (status === 401 || status === 403) return { outcome: 'refused', status, problem };
  if (status === 408 || status === 429 || status >= 500) {
    return { outcome: 'unavailable', status, retryAfterSeconds: retryAfterSeconds(response), problem };
  }
  return { outcome: 'unexpected', status, problem };
}

/** Only the delta-seconds form of Retry-After (RFC 9110 section 10.2.3): Inventory sends no dates. */
function retryAfterSeconds({ headers }: InventoryResponse): number | undefined {
  const value = headers['retry-after'];
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : undefined;
}
