import { randomUUID } from 'node:crypto';
import { type FastifyRequest } from 'fastify';
import { type RequestIds } from './entra-error.js';
import { isGuid } from './tenant.js';

const idsOfRequest = new WeakMap<FastifyRequest, RequestIds>();

/** Trace id (ours) and correlation id (the client's `client-request-id`, if it is one) of a request. */
export function requestIds(request: FastifyRequest): RequestIds {
  const known = idsOfRequest.get(request);
  if (known) return known;
  const sent = request.headers['client-request-id'];
  const correlationId = typeof sent === 'string' && isGuid(sent) ? sent : randomUUID();
  const ids = { traceId: randomUUID(), correlationId };
  idsOfRequest.set(request, ids);
  return ids;
}
