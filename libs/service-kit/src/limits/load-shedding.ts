import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type FastifyInstance } from 'fastify';
import { ProblemException } from '../problem/problem-exception.js';
import { serviceProblems } from '../problem/service-problems.js';

/** When to refuse work, so that the work already accepted is finished in time. */
export const loadLimits = {
  /** Requests in progress at once. A slow database shows here: the event loop stays idle while they pile up. */
  requestsInFlight: 1_000,
  /** Mean delay of the event loop within the last window. Work that is too much for the CPU shows here. */
  eventLoopDelayMs: 200,
  windowMs: 500,
  retryAfterSeconds: 1,
} as const;

/** Answers 503 with `Retry-After` while the process is busier than it can bear. Health is always answered. */
export function registerLoadShedding(fastify: FastifyInstance, limits = loadLimits): void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  let meanDelayMs = 0;
  let inFlight = 0;
  delay.enable();
  const sampler = setInterval(() => {
    meanDelayMs = Number.isNaN(delay.mean) ? 0 : delay.mean / 1e6;
    delay.reset();
  }, limits.windowMs);
  sampler.unref();

  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url?.startsWith('/health/')) {
      done();
      return;
    }
    if (inFlight >= limits.requestsInFlight || meanDelayMs > limits.eventLoopDelayMs) {
      done(overloaded(limits.retryAfterSeconds));
      return;
    }
    inFlight += 1;
    // `close` comes after an answer and after an abort alike; `onResponse` does not
    reply.raw.once('close', () => (inFlight -= 1));
    done();
  });
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(sampler);
    delay.disable();
    done();
  });
}

function overloaded(retryAfterSeconds: number): ProblemException {
  return new ProblemException({
    ...serviceProblems.overloaded,
    headers: { 'Retry-After': String(retryAfterSeconds) },
  });
}
