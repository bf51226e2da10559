import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type LoggedRequest, type RequestLog } from '../request-log.js';
import { listenerOf } from './listeners.js';

/** The mock's own pages poll it; listing them would push out what people look for. */
const unlogged = /^\/(health|control|favicon\.ico)?(\/|\?|$)/;

export function addRequestLogging(fastify: FastifyInstance, requests: RequestLog): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    if (!unlogged.test(request.url)) logRequest(requests, request, reply.statusCode, reply.elapsedTime);
    done();
  });
}

export function logRequest(
  requests: RequestLog,
  request: FastifyRequest,
  status: LoggedRequest['status'],
  elapsedMs: number,
): void {
  requests.add(request.raw, {
    listener: listenerOf(request.raw),
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '',
    status,
    durationMs: Math.round(elapsedMs * 10) / 10,
  });
}
