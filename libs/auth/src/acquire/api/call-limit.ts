import { ApiCallError } from '../acquire-error.js';
import { type ApiRequest } from './api-request.js';
import { Deadline } from './deadline.js';

/** What ends a call that gets no answer: its deadline, its caller, or the end of this process. */
export interface CallLimit {
  /** Whichever comes first. */
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
}

export function limitOf({ signal }: ApiRequest, timeoutMs: number, shutdown: AbortSignal): CallLimit {
  const deadline = new Deadline(timeoutMs);
  return {
    deadline,
    signal: AbortSignal.any([deadline.signal, shutdown, ...(signal ? [signal] : [])]),
  };
}

/** Stops waiting, also for a token that others still wait for and for the pause before a retry. */
export async function untilAborted<T>(limit: CallLimit, api: string, work: () => Promise<T>): Promise<T> {
  const { signal, deadline } = limit;
  try {
    if (signal.aborted) throw explainAbort(limit, api);
    return await new Promise<T>((resolve, reject) => {
      const onAbort = () => reject(explainAbort(limit, api));
      signal.addEventListener('abort', onAbort);
      work()
        .finally(() => signal.removeEventListener('abort', onAbort))
        .then(resolve, reject);
    });
  } finally {
    deadline.callOff();
  }
}

export function explainAbort({ signal, deadline }: CallLimit, api: string): ApiCallError {
  const cause: unknown = signal.reason;
  if (cause instanceof ApiCallError) return cause;
  return cause === deadline.signal.reason
    ? new ApiCallError('CALL_TIMEOUT', `'${api}' did not answer in time.`, { cause })
    : new ApiCallError('CALL_ABORTED', `the caller cancelled a call to '${api}'.`, { cause });
}
