import { metrics, type Attributes, type BatchObservableResult, type Meter } from '@opentelemetry/api';
import { errorCodeOf } from '../acquire-error.js';

/** Why a token was requested: nobody could be served; ahead of its end; an API refused the one at hand. */
export type TokenRequestReason = 'cold' | 'refresh' | 'replacement';

/** What is measured at the moment of export. */
export interface AcquireState {
  readonly tokens: readonly {
    readonly scope: string;
    readonly issuedAt: number;
    readonly expiresAt: number;
  }[];
  readonly credential:
    | { readonly source: string; readonly loadedAt: number; readonly expiresAt: number | undefined }
    | undefined;
  readonly now: number;
}

const SUCCESS = 'success';

/**
 * Metrics over OpenTelemetry's API: they cost nothing until the application registers an SDK, and must be created
 * after that (`--import` does), because the API hands out no late-bound instruments.
 *
 * Attributes are few and bounded: scope, API name, source, reason, and `outcome` (`success`, a status, or a code).
 */
export class AcquireMetrics {
  readonly #meter: Meter = metrics.getMeter('@nest-entra/auth/acquire');
  readonly #tokenRequests = this.#meter.createHistogram('entra.token.request.duration', {
    unit: 's',
    description: 'Requests to the issuer, by scope, reason and outcome',
  });
  readonly #credentialReads = this.#meter.createCounter('entra.credential.reads', {
    description: 'Reads of the place that holds the credential, by kind of source and outcome',
  });
  readonly #calls = this.#meter.createHistogram('entra.api.request.duration', {
    unit: 's',
    description: 'Calls of other APIs with everything they took, by API and outcome',
  });
  readonly #tokenAge = this.#meter.createObservableGauge('entra.token.age', { unit: 's' });
  readonly #tokenTimeLeft = this.#meter.createObservableGauge('entra.token.time_left', { unit: 's' });
  readonly #credentialAge = this.#meter.createObservableGauge('entra.credential.age', { unit: 's' });
  readonly #credentialTimeLeft = this.#meter.createObservableGauge('entra.credential.time_left', {
    unit: 's',
  });

  async timeTokenRequest<T>(scope: string, reason: TokenRequestReason, work: () => Promise<T>): Promise<T> {
    return await timed(
      work,
      () => SUCCESS,
      (seconds, outcome) => this.#tokenRequests.record(seconds, { scope, reason, outcome }),
    );
  }

  async countCredentialRead<T>(source: string, work: () => Promise<T>): Promise<T> {
    return await timed(
      work,
      () => SUCCESS,
      (_seconds, outcome) => this.#credentialReads.add(1, { source, outcome }),
    );
  }

  async timeCall<T extends { readonly status: number }>(api: string, work: () => Promise<T>): Promise<T> {
    return await timed(
      work,
      ({ status }) => String(status),
      (seconds, outcome) => this.#calls.record(seconds, { api, outcome }),
    );
  }

  /** Shows the state at every export, until the returned function is called. */
  observe(stateOf: () => AcquireState): () => void {
    const gauges = [this.#tokenAge, this.#tokenTimeLeft, this.#credentialAge, this.#credentialTimeLeft];
    const callback = (result: BatchObservableResult) => this.#report(result, stateOf());
    this.#meter.addBatchObservableCallback(callback, gauges);
    return () => this.#meter.removeBatchObservableCallback(callback, gauges);
  }

  #report(result: BatchObservableResult, { tokens, credential, now }: AcquireState): void {
    const seconds = (ms: number) => ms / 1_000;
    for (const { scope, issuedAt, expiresAt } of tokens) {
      const attributes: Attributes = { scope };
      result.observe(this.#tokenAge, seconds(now - issuedAt), attributes);
      result.observe(this.#tokenTimeLeft, seconds(expiresAt - now), attributes);
    }
    if (!credential) return;
    const attributes: Attributes = { source: credential.source };
    result.observe(this.#credentialAge, seconds(now - credential.loadedAt), attributes);
    if (credential.expiresAt === undefined) return;
    result.observe(this.#credentialTimeLeft, seconds(credential.expiresAt - now), attributes);
  }
}

async function timed<T>(
  work: () => Promise<T>,
  outcomeOf: (value: T) => string,
  record: (seconds: number, outcome: string) => void,
): Promise<T> {
  const start = performance.now();
  const finish = (outcome: string) => record((performance.now() - start) / 1_000, outcome);
  try {
    const value = await work();
    finish(outcomeOf(value));
    return value;
  } catch (error) {
    finish(errorCodeOf(error));
    throw error;
  }
}
