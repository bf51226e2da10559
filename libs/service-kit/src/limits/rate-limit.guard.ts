import rateLimit from '@fastify/rate-limit';
import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type CallerOf, callerKey } from '../caller.js';
import { ProblemException } from '../problem/problem-exception.js';
import { serviceProblems } from '../problem/service-problems.js';

interface RateLimitOptions {
  readonly requestsPerMinute: number;
  readonly callerOf: CallerOf;
}

const WINDOW_MS = 60_000;

/** One subscriber usually holds a whole /64. */
const IPV6_PREFIX_BITS = 64;

/** Callers remembered at once; the least recently seen one is forgotten first, and starts anew. */
const CALLERS_REMEMBERED = 10_000;

/**
 * Limits each caller by itself: by its identity once authenticated, else by its address.
 *
 * A guard and not a Fastify hook, because the caller is known only after the guards that authenticate: global
 * guards run in order of registration, and the kit registers this one last. What those guards refuse is therefore
 * not counted, on purpose: the address they could be counted by is shared (NAT, an ingress), and a flood of bad
 * tokens must not cost its good callers anything. Load shedding bounds what such a flood can use.
 */
export class RateLimitGuard implements CanActivate {
  private constructor(private readonly check: ReturnType<FastifyInstance['createRateLimit']>) {}

  static async create(fastify: FastifyInstance, options: RateLimitOptions): Promise<RateLimitGuard> {
    await fastify.register(rateLimit, { global: false, cache: CALLERS_REMEMBERED });
    const check = fastify.createRateLimit({
      max: options.requestsPerMinute,
      timeWindow: WINDOW_MS,
      keyGenerator: (request) => rateLimitKey(request, options.callerOf),
    });
    return new RateLimitGuard(check);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const verdict = await this.check(context.switchToHttp().getRequest<FastifyRequest>());
    if (verdict.isAllowed || !verdict.isExceeded) return true;
    throw new ProblemException({
      ...serviceProblems.rateLimited,
      detail: `At most ${String(verdict.max)} requests a minute.`,
      headers: { 'Retry-After': String(verdict.ttlInSeconds) },
    });
  }
}

function rateLimitKey(request: FastifyRequest, callerOf: CallerOf): string {
  const caller = callerOf(request);
  return caller ? callerKey(caller) : rateLimit.normalizeIP(request.ip, IPV6_PREFIX_BITS);
}
