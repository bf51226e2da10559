import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { contextOf, enterRequestContext, type RequestContext } from './request-context.js';

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

/** Gives every request its context and its id, and logs one line when it has been answered. */
export function registerRequestLog(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID_HEADER, request.id);
    const context = { request, requestId: request.id, traceId: traceIdOf(request) };
    enterRequestContext(context, done);
  });
  // the context is lost while a body is read: its events belong to the connection
  fastify.addHook('preValidation', (request, _reply, done) => {
    const context = contextOf(request);
    if (context) enterRequestContext(context, done);
    else done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const context = contextOf(request);
    if (context) enterRequestContext(context, () => logAnswer(logger, context, reply));
    done();
  });
}

function logAnswer(logger: Logger, { request, outcome = 'OK' }: RequestContext, reply: FastifyReply): void {
  const fields = {
    method: request.method,
    path: pathOf(request.url),
    route: request.routeOptions.url,
    status: reply.statusCode,
    outcome,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
  };
  if (reply.statusCode >= 500) logger.error(fields, 'request answered');
  else if (isProbe(request)) logger.debug(fields, 'request answered');
  else logger.info(fields, 'request answered');
}

function traceIdOf(request: FastifyRequest): string | undefined {
  const { traceparent } = request.headers;
  return typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
}

/** A query may hold what must not be logged, and so is never logged. */
function pathOf(url: string): string {
  const [path = '/'] = url.split('?', 1);
  return path;
}

/** Orchestrators ask every few seconds, and a healthy answer is no news. */
function isProbe(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith('/health/') ?? false;
}
