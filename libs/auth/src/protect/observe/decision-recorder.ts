import { Logger } from '@nestjs/common';
import { type CallerIdentity } from '../caller.js';
import { type Moment } from '../token/lifetime.js';
import { type Decision, type DecisionFacts, type DecisionListener } from './decision.js';
import { type Instruments } from './instruments.js';

/** Counts, logs and passes on every decision. Refusals are warnings; what is allowed is the bulk, and is told at debug. */
export class DecisionRecorder {
  readonly #logger = new Logger('EntraGuard');
  #isDebugLogged = false;
  #askedInSecond = Number.NaN;

  constructor(
    private readonly instruments: Instruments,
    private readonly listener: DecisionListener | undefined,
  ) {}

  /** @param factsOf asked only where somebody wants to know: to put them together costs more than to decide */
  allowed(caller: CallerIdentity, known: boolean, at: Moment, factsOf: () => DecisionFacts): void {
    this.instruments.allowed(caller.kind, known);
    const isLogged = this.#isDebugLoggedIn(Math.trunc(at.nowSeconds));
    if (!isLogged && !this.listener) return;
    const decision: Decision = { outcome: 'allow', ...factsOf(), caller, known };
    if (isLogged) this.#logger.debug(decision);
    this.#passOn(decision);
  }

  refused(decision: Extract<Decision, { outcome: 'deny' }>): void {
    this.instruments.refused(decision.code);
    this.#logger.warn(decision);
    this.#passOn(decision);
  }

  /** Asked once a second: to answer, Nest goes through all levels, which no request should have to wait for. */
  #isDebugLoggedIn(second: number): boolean {
    if (second !== this.#askedInSecond) {
      this.#askedInSecond = second;
      this.#isDebugLogged = Logger.isLevelEnabled('debug');
    }
    return this.#isDebugLogged;
  }

  #passOn(decision: Decision): void {
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
