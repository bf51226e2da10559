import { EntraConfigurationError } from '../../configuration-error.js';
import { isApplicationScope } from '../token/application-scope.js';

/** Another API, and how patient we are with it. */
export interface ApiOptions {
  /** https, or http to this very machine. A path is kept as a prefix. */
  readonly baseUrl: string;
  /** `<application id URI of the API>/.default` */
  readonly scope: string;
  /** For one request, everything together. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Largest answer. Default 1 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Sockets held open to it; further calls wait for one. Default 100. */
  readonly maxConnections?: number | undefined;
  /** How its failures are met; what is left out has its default. */
  readonly resilience?: Partial<ResiliencePolicy> | undefined;
}

export const API_DEFAULTS = {
  timeoutMs: 10_000,
  maxResponseBytes: 1024 * 1024,
  maxConnections: 100,
} as const;

/** @throws {@link EntraConfigurationError} `AUTH_CONFIG_API` */
export function requireScope(api: string, { scope }: Pick<ApiOptions, 'scope'>): void {
  if (isApplicationScope(scope)) return;
  throw new EntraConfigurationError(
    'AUTH_CONFIG_API',
    `the scope of the API '${api}' must be its application id URI followed by /.default, not '${scope}'.`,
  );
}

/** How failures of the other API are met. */
export interface ResiliencePolicy {
  /** More attempts of an idempotent call. Default 2. */
  readonly retries: number;
  /** One attempt of an idempotent call may take this long, so that a hanging server leaves time for another attempt. Default 4 s. */
  readonly attemptTimeoutMs: number;
  /** Before the first repetition; doubles, with jitter. Default 100 ms. */
  readonly initialBackoffMs: number;
  /** Also the longest `Retry-After` that is waited for; a longer one is handed to the caller as the answer it came with. Default 2 s. */
  readonly maxBackoffMs: number;
  /** This many failures one after another open the circuit… Default 10. */
  readonly breakAfterFailures: number;
  /** …and after this long one call tries whether it can close. Default 5 s. */
  readonly halfOpenAfterMs: number;
}

export const RESILIENCE_POLICY: ResiliencePolicy = {
  retries: 2,
  attemptTimeoutMs: 4_000,
  initialBackoffMs: 100,
  maxBackoffMs: 2_000,
  breakAfterFailures: 10,
  halfOpenAfterMs: 5_000,
};
