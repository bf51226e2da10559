import { isBrokenCircuitError } from 'cockatiel';
import { ApiCallError } from '../acquire-error.js';
import { isTimeout, systemCodeOf } from '../system-code.js';

const TIMEOUT_CODES = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** Gives a failure on the wire its code. An error that has one already passes. */
export function explainWireFailure(cause: unknown, api: string): ApiCallError {
  if (cause instanceof ApiCallError) return cause;
  const code = systemCodeOf(cause);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new ApiCallError('CALL_RESPONSE_TOO_LARGE', `the answer of '${api}' is larger than allowed.`, {
      cause,
    });
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return new ApiCallError('CALL_REQUEST_INVALID', 'a header holds a character that HTTP does not allow.');
  }
  if (TIMEOUT_CODES.has(code) || isTimeout(cause)) {
    return new ApiCallError('CALL_TIMEOUT', `'${api}' did not answer in time.`, { cause });
  }
  return new ApiCallError('CALL_CONNECTION_FAILED', `no connection to '${api}'${code && `: ${code}`}.`, {
    cause,
  });
}

export function explainOpenCircuit(error: unknown, api: string, retryAfterMs: number): unknown {
  if (!isBrokenCircuitError(error)) return error;
  return new ApiCallError('CALL_CIRCUIT_OPEN', `recent calls to '${api}' failed; this one was not tried.`, {
    cause: error,
    retryAfterMs,
  });
}
