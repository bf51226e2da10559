import { metrics, type ObservableCallback } from '@opentelemetry/api';
import { type CallerIdentity } from '../caller.js';
import { type AuthErrorCode } from '../errors/auth-error-codes.js';
import { type SigningKeySet } from '../signing-keys/signing-key-set.js';

const METER = '@nest-entra/auth/protect';

/** The metrics of one module. Without an OpenTelemetry SDK in the process they cost next to nothing and go nowhere. */
export class Instruments {
  readonly #meter = metrics.getMeter(METER);
  /** With few values each: no caller, no route. */
  readonly #decisions = this.#meter.createCounter('entra.protect.decisions', {
    description: 'Decisions of the guard, by outcome, code and kind of caller',
  });
  readonly #refreshes = this.#meter.createCounter('entra.protect.keys.refreshes', {
    description: 'Fetches of the signing keys, by tenant and outcome',
  });
  readonly #keyAge = this.#meter.createObservableGauge('entra.protect.keys.age', {
    unit: 's',
    description: 'Time since the signing keys were last confirmed, by tenant',
  });

  allowed(caller: CallerIdentity['kind'], known: boolean): void {
    this.#decisions.add(1, { outcome: 'allow', caller, known });
  }

  refused(code: AuthErrorCode): void {
    this.#decisions.add(1, { outcome: 'deny', code });
  }

  keysFetched(tenantId: string, outcome: 'succeeded' | 'failed'): void {
    this.#refreshes.add(1, { 'entra.tenant_id': tenantId, outcome });
  }

  /** @returns what ends the observation */
  observeAges(keySets: readonly SigningKeySet[]): () => void {
    const observe: ObservableCallback = (result) => {
      for (const { tenantId, ageSeconds } of keySets) {
        if (Number.isFinite(ageSeconds)) result.observe(ageSeconds, { 'entra.tenant_id': tenantId });
      }
    };
    this.#keyAge.addCallback(observe);
    return () => this.#keyAge.removeCallback(observe);
  }
}
