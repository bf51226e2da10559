import { Logger } from '@nestjs/common';
import { type FastifyInstance, type FastifyReply } from 'fastify';
import { isProbe } from '../health/health-routes.js';
import { contextOf } from '../logging/request-context.js';
import { NO_PROBLEM_TYPE, PROBLEM_MEDIA_TYPE } from '../problem/problem.js';
import { serviceProblems } from '../problem/service-problems.js';
import { EventLoopLag } from './event-loop-lag.js';

/** When to refuse work, so that the work already accepted is finished in time. */
interface LoadLimits {
  readonly requestsInFlight: number;
  readonly eventLoopLagMs: number;
}

const RETRY_AFTER_SECONDS = 1;

/** Refusals are many when they come: they are counted, and reported once in this time. */
const REPORT_INTERVAL_MS = 1_000;

const overloaded = JSON.stringify({ type: NO_PROBLEM_TYPE, ...serviceProblems.overloaded });

/** Answers 503 with `Retry-After` while the process is busier than it can bear. Probes are always answered. */
export function registerLoadShedding(fastify: FastifyInstance, limits: LoadLimits): void {
  const lag = new EventLoopLag();
  const refusals = new RefusalReport();
  let inFlight = 0;

  // before the body is read, and anything else is done for it
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isProbe(request) || lag.currentMs <= limits.eventLoopLagMs) {
      done();
    } else {
      refusals.count({ inFlight, lagMs: lag.currentMs });
      refuse(reply);
    }
  });
  // after it is read: who sends slowly, by bad luck or on purpose, takes nobody's place meanwhile
  fastify.addHook('preValidation', (request, reply, done) => {
    if (isProbe(request) || reply.raw.closed) {
      done();
    } else if (inFlight >= limits.requestsInFlight) {
      refusals.count({ inFlight, lagMs: lag.currentMs });
      refuse(reply);
    } else {
      inFlight += 1;
      // `close` comes after an answer and after an abort alike; Fastify's `onResponse` does not
      reply.raw.once('close', () => (inFlight -= 1));
      done();
    }
  });
  fastify.addHook('onClose', (_instance, done) => {
    lag.stop();
    done();
  });
}

/** Answers on the spot: a refusal that costs as much as the work would relieve nobody. */
function refuse(reply: FastifyReply): void {
  const { status, code } = serviceProblems.overloaded;
  const context = contextOf(reply.request);
  if (context) context.outcome = code;
  void reply
    .status(status)
    .header('Retry-After', String(RETRY_AFTER_SECONDS))
    .type(PROBLEM_MEDIA_TYPE)
    .send(overloaded);
}

/** Says in the log that load is shed, and how much, without a line for each request. */
class RefusalReport {
  private readonly logger = new Logger('LoadShedding');
  private refused = 0;
  private reportedAtMs = -Infinity;

  count(load: { inFlight: number; lagMs: number }): void {
    this.refused += 1;
    if (performance.now() - this.reportedAtMs < REPORT_INTERVAL_MS) return;
    this.logger.warn({ refused: this.refused, ...load }, 'refusing requests: too much load');
    this.refused = 0;
    this.reportedAtMs = performance.now();
  }
}
