import { AsyncLocalStorage } from 'node:async_hooks';
import { type FastifyRequest } from 'fastify';

/** What is known about the request that the running code serves. */
export interface RequestContext {
  readonly request: FastifyRequest;
  readonly requestId: string;
  /** From the inbound `traceparent`; an active span's own trace id goes before it. */
  readonly traceId: string | undefined;
  /** The code of the problem that was answered with, if any. */
  outcome?: string;
}

const running = new AsyncLocalStorage<RequestContext>();
const contexts = new WeakMap<FastifyRequest, RequestContext>();

/** Runs what serves a request so that every log line below it can name the request. */
export function enterRequestContext(context: RequestContext, serve: () => void): void {
  contexts.set(context.request, context);
  running.run(context, serve);
}

/** The context of the request that the running code serves, if it serves one. */
export function currentRequestContext(): RequestContext | undefined {
  return running.getStore();
}

/** The context of a request at hand. */
export function contextOf(request: FastifyRequest): RequestContext | undefined {
  return contexts.get(request);
}
