import { Logger } from '@nestjs/common';
import { type Decision, type DecisionListener } from './decision.js';
import { type Instruments } from './instruments.js';

/** Counts, logs and passes on every decision. Refusals are warnings; what is allowed is the bulk, and is told at debug. */
export class DecisionRecorder {
  readonly #logger = new Logger('EntraGuard');

  constructor(
    private readonly instruments: Instruments,
    private readonly listener: DecisionListener | undefined,
  ) {}

  record(decision: Decision): void {
    this.instruments.decided(decision);
    if (decision.outcome === 'allow') this.#logger.debug(decision);
    else this.#logger.warn(decision);
    try {
      this.listener?.(decision);
    } catch (error) {
      this.#logger.error('onDecision failed; the decision stands', error);
    }
  }

  /** Why the guard itself failed: an exception filter sees an answer with a status, and need not ask what caused it. */
  recordDefect(cause: unknown): void {
    this.#logger.error('the guard failed; the request was refused', cause);
  }
}
