import { type FastifyInstance } from 'fastify';
import { type RequestLog } from '../request-log.js';
import { listenerOf } from './listeners.js';

/** The mock's own pages poll it; listing them would push out what people look for. */
const unlogged = /^\/(health|control|favicon\.ico)?(\/|\?|$)/;

export function addRequestLogging(fastify: FastifyInstance, requests: RequestLog): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    if (!unlogged.test(request.url))
      requests.add(request.raw, {
        listener: listenerOf(request.raw),
        method: request.method,
        path: request.url.split('?', 1)[0] ?? '',
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      });
    done();
  });
}
