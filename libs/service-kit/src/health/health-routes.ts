import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { publicRoute } from '../http/public-route.js';
import { type Readiness } from './readiness.js';

/**
 * The three questions of an orchestrator. They are plain Fastify routes: no guard, limit or interceptor of the
 * application may ever stand between a probe and its answer.
 *
 * - `/health/live`: the process turns. It asks nothing else, for a restart mends no database.
 * - `/health/startup`: the start is complete (the server listens only after migrations and boot hooks).
 * - `/health/ready`: every part is up and no shutdown has begun.
 */
export function registerHealthRoutes(fastify: FastifyInstance, readiness: Readiness): void {
  fastify.get('/health/live', publicRoute, () => ({ status: 'up' }));
  fastify.get('/health/startup', publicRoute, () => ({ status: 'up' }));
  fastify.get('/health/ready', publicRoute, async (_request, reply) => {
    const report = await readiness.report();
    void reply.header('Cache-Control', 'no-store').status(report.status === 'up' ? 200 : 503);
    return report;
  });
}

/** Whether a request is one of the three: they are asked every few seconds, and their good answer is no news. */
export function isProbe({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/health/') ?? false;
}
