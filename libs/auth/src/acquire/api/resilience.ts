import {
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  wrap,
  type IPolicy,
  type IRetryBackoffContext,
} from 'cockatiel';
import { ApiCallError } from '../acquire-error.js';
import { parseRetryAfter } from '../retry-after.js';
import { type ResiliencePolicy } from './api-options.js';
import { type ApiResponse } from './api-request.js';

/** One circuit for the API, and two ways through it. */
export interface Resilience {
  readonly idempotent: IPolicy;
  readonly once: IPolicy;
}

/** Answers of a server, or of the gateway in front of it, that is in trouble. */
const isServerTrouble = (answer: unknown) => (answer as ApiResponse).status >= 500;

/** Answers after which the same request may succeed. 500 and 501 are the API's own answer: they come again. */
const WORTH_REPEATING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** An aborted or malformed request says nothing about the health of the API. */
const isOutage = (error: unknown) =>
  error instanceof ApiCallError && (error.code === 'CALL_CONNECTION_FAILED' || error.code === 'CALL_TIMEOUT');

export function resilienceFor(policy: ResiliencePolicy): Resilience {
  const circuit = circuitBreaker(handleWhen(isOutage).orWhenResult(isServerTrouble), {
    breaker: new ConsecutiveBreaker(policy.breakAfterFailures),
    halfOpenAfter: policy.halfOpenAfterMs,
  });
  const repeat = retry(
    handleWhen(isOutage).orWhenResult((answer) => isWorthRepeating(answer as ApiResponse, policy)),
    { maxAttempts: policy.retries, backoff: new DelegateBackoff((attempt) => pause(attempt, policy)) },
  );
  return { idempotent: wrap(repeat, circuit), once: circuit };
}

function isWorthRepeating(answer: ApiResponse, policy: ResiliencePolicy): boolean {
  return WORTH_REPEATING.has(answer.status) && (retryAfterOf(answer) ?? 0) <= policy.maxBackoffMs;
}

/** The server's `Retry-After` where it sent one, else "full jitter": a random pause below a doubling ceiling. */
function pause({ attempt, result }: IRetryBackoffContext<unknown>, policy: ResiliencePolicy): number {
  const asked = 'value' in result ? retryAfterOf(result.value as ApiResponse) : undefined;
  const ceiling = Math.min(policy.initialBackoffMs * 2 ** attempt, policy.maxBackoffMs);
  return asked ?? Math.random() * ceiling;
}

const retryAfterOf = ({ headers }: ApiResponse) => parseRetryAfter(headers['retry-after'], Date.now());
