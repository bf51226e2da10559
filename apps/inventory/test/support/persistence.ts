import { setTimeout as delay } from 'node:timers/promises';
import { type Failure } from '@nest-entra/inventory-contract';

type Outcome = { readonly outcome: string } | Failure;

const maxAttempts = 50;

/** A caller that asks again when it is told to try later, as every caller of this API must. */
export async function persistently<T extends Outcome>(call: () => Promise<T>): Promise<Exclude<T, Failure>> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const result = await call();
    switch (result.outcome) {
      case 'unavailable':
        if ('status' in result && result.status !== 503) throw new Error(`unavailable with ${result.status}`);
        await delay(20 * attempt);
        break;
      case 'refused':
      case 'unexpected':
        throw new Error(`not an outcome of this call: ${JSON.stringify(result)}`);
      default:
        return result as Exclude<T, Failure>;
    }
  }
  throw new Error(`still busy after ${maxAttempts} attempts`);
}
