import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { isProbe } from '../health/health-routes.js';
import { serviceProblems } from '../problem/service-problems.js';
import { enterRequestContext, type RequestContext } from './request-context.js';

const REQUEST_ID_HEADER = 'x-request-id';

/** Ids from outside end up in logs of several systems, so they are held to what ids look like. */
const ACCEPTABLE_REQUEST_ID = /^[\w.:-]{8,128}$/;

/** https://www.w3.org/TR/trace-context/#traceparent-header; all-zero ids are invalid. */
const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The inbound request id if it is acceptable, else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const inbound = request.headers[REQUEST_ID_HEADER];
  return typeof inbound === 'string' && ACCEPTABLE_REQUEST_ID.test(inbound) ? inbound : randomUUID();
}

/**
 * Gives every request its context and its id, and logs one line when it is over. The context survives the reading
 * of a body: Fastify binds its parsers to it.
 */
export function registerRequestLog(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID_HEADER, request.id);
    const context = { request, requestId: request.id, traceId: traceIdOf(request) };
    // `close` comes after an answer and after an abort alike; Fastify's `onResponse` does not
    reply.raw.once('close', () => enterRequestContext(context, () => logEnd(logger, context, reply)));
    enterRequestContext(context, done);
  });
}

function logEnd(
  logger: Logger,
  context: RequestContext,
  { raw, statusCode, elapsedTime }: FastifyReply,
): void {
  const durationMs = Math.round(elapsedTime * 10) / 10;
  if (!raw.writableFinished) {
    logger.info({ ...fieldsOf(context), durationMs }, 'request aborted by its client');
    return;
  }
  const { outcome = statusCode < 400 ? 'OK' : `HTTP_${String(statusCode)}` } = context;
  const fields = { ...fieldsOf(context), status: statusCode, outcome, durationMs };
  // probes come every few seconds; refusals under load by the thousand, and are reported as a number
  const isNoise = isProbe(context.request) || outcome === serviceProblems.overloaded.code;
  if (isNoise) logger.debug(fields, 'request answered');
  else if (statusCode >= 500) logger.error(fields, 'request answered');
  else logger.info(fields, 'request answered');
}

/** Route and path, never the query: it may hold what must not be logged. */
function fieldsOf({ request }: RequestContext) {
  const [path = '/'] = request.url.split('?', 1);
  return { method: request.method, path, route: request.routeOptions.url };
}

function traceIdOf(request: FastifyRequest): string | undefined {
  const { traceparent } = request.headers;
  return typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
}
