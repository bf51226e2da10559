import { ApiCallError, CredentialError, TokenError } from '@nest-entra/auth/acquire';
import { type Failure } from '@nest-entra/inventory-contract';
import { type Trouble } from '../orders/order.js';

/** An answer of Inventory that none of its documented outcomes covers. */
export function troubleOfOutcome(failure: Failure): Trouble {
  switch (failure.outcome) {
    case 'refused':
      // The client has refreshed its token once already. A 401 after that is Inventory's trouble with our issuer's
      // keys, and passes; a 403 is a role that we do not hold, and does not.
      return failure.status === 403
        ? { answer: 'fault', fault: 'INVENTORY_FORBIDDEN' }
        : { answer: 'unavailable' };
    case 'unavailable':
      return unavailable(failure.retryAfterSeconds);
    case 'unexpected':
      return {
        answer: 'fault',
        fault: failure.status === 404 ? 'INVENTORY_NOT_FOUND' : 'INVENTORY_UNEXPECTED',
      };
  }
}

/** No answer at all: no connection, no time, or no token. What is none of these is a defect, and thrown on. */
export function troubleOfError(error: unknown): Trouble {
  if (error instanceof CredentialError) {
    return error.code === 'CREDENTIAL_SOURCE_UNAVAILABLE' ? unavailable() : credentialRefused;
  }
  if (error instanceof TokenError) {
    switch (error.code) {
      case 'TOKEN_CREDENTIAL_REFUSED':
      case 'TOKEN_REQUEST_REFUSED':
      case 'TOKEN_SCOPE_INVALID':
        return credentialRefused;
      default:
        return unavailable(secondsOf(error.retryAfterMs));
    }
  }
  if (error instanceof ApiCallError && error.code !== 'CALL_REQUEST_INVALID') {
    return unavailable(secondsOf(error.retryAfterMs));
  }
  throw error;
}

const credentialRefused: Trouble = { answer: 'fault', fault: 'CREDENTIAL_REFUSED' };

function unavailable(retryAfterSeconds?: number): Trouble {
  return retryAfterSeconds === undefined
    ? { answer: 'unavailable' }
    : { answer: 'unavailable', retryAfterSeconds };
}

function secondsOf(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.ceil(milliseconds / 1000);
}
