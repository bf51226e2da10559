import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type FastifyInstance } from 'fastify';
import { isProbe } from '../health/health-routes.js';
import { ProblemException } from '../problem/problem-exception.js';
import { serviceProblems } from '../problem/service-problems.js';

/** When to refuse work, so that the work already accepted is finished in time. */
export interface LoadLimits {
  /** Requests in progress at once. A slow database shows here: the event loop idles while they pile up. */
  readonly requestsInFlight: number;
  /** Mean delay of the event loop within a window. Work that is too much for the CPU shows here. */
  readonly eventLoopDelayMs: number;
  readonly windowMs: number;
  readonly retryAfterSeconds: number;
}

export const defaultLoadLimits: LoadLimits = {
  requestsInFlight: 1_000,
  eventLoopDelayMs: 500,
  windowMs: 1_000,
  retryAfterSeconds: 1,
};

/** Answers 503 with `Retry-After` while the process is busier than it can bear. Probes are always answered. */
export function registerLoadShedding(fastify: FastifyInstance, limits = defaultLoadLimits): void {
  const eventLoop = new EventLoopDelay(limits.windowMs);
  let inFlight = 0;

  fastify.addHook('onRequest', (request, reply, done) => {
    if (isProbe(request)) {
      done();
      return;
    }
    if (inFlight >= limits.requestsInFlight || eventLoop.meanMs > limits.eventLoopDelayMs) {
      done(overloaded(limits.retryAfterSeconds));
      return;
    }
    inFlight += 1;
    // `close` comes after an answer and after an abort alike; `onResponse` does not
    reply.raw.once('close', () => (inFlight -= 1));
    done();
  });
  // not before: a boot blocks the event loop, and that is no load
  fastify.addHook('onListen', (done) => {
    eventLoop.watch();
    done();
  });
  fastify.addHook('onClose', (_instance, done) => {
    eventLoop.stop();
    done();
  });
}

/** The mean delay within the last whole window. A single pause, as of a garbage collection, hardly moves it. */
class EventLoopDelay {
  private readonly histogram = monitorEventLoopDelay({ resolution: 10 });
  private timer: NodeJS.Timeout | undefined;
  meanMs = 0;

  constructor(private readonly windowMs: number) {}

  watch(): void {
    this.histogram.enable();
    this.timer = setInterval(() => {
      this.meanMs = Number.isNaN(this.histogram.mean) ? 0 : this.histogram.mean / 1e6;
      this.histogram.reset();
    }, this.windowMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.histogram.disable();
  }
}

function overloaded(retryAfterSeconds: number): ProblemException {
  return new ProblemException({
    ...serviceProblems.overloaded,
    headers: { 'Retry-After': String(retryAfterSeconds) },
  });
}
