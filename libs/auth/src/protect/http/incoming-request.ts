import { type ExecutionContext } from '@nestjs/common';
import { type RawRequest } from '../token/bearer-token.js';
import { type CallerIdentity } from '../caller.js';
import { type VerifiedToken } from '../token/verified-token.js';

/** A request as Fastify and Express hand it to a guard, as far as the guard looks at it. */
export interface IncomingRequest {
  readonly method: string;
  /** Fastify: Node's request. Express extends Node's request instead. */
  readonly raw?: RawRequest;
  readonly rawHeaders?: readonly string[];
  /** Fastify: the route that matched. */
  readonly routeOptions?: { readonly url?: string };
  /** Express: the route that matched. */
  readonly route?: { readonly path?: unknown };
  /** Where Passport, and so Nest, puts who calls. */
  user?: CallerIdentity;
  /** Where Passport puts what else authentication found out. */
  authInfo?: VerifiedToken;
}

const NO_HEADERS: RawRequest = { rawHeaders: [] };

/**
 * What Nest hands to an HTTP handler first. `switchToHttp()` gives the same, and hangs three functions on the context for it
 * (docs/performance.md).
 */
export function requestOf(context: ExecutionContext): IncomingRequest {
  return context.getArgByIndex<IncomingRequest>(0);
}

/** Node's own request, whose headers nobody has merged or renamed. */
export function rawRequestOf({ raw, rawHeaders }: IncomingRequest): RawRequest {
  return raw ?? (rawHeaders ? { rawHeaders } : NO_HEADERS);
}

/** Method and pattern of the route, never the address itself: that may hold ids and, in its query, worse. */
export function routeOf({ method, routeOptions, route }: IncomingRequest): string {
  const pattern = routeOptions?.url ?? route?.path;
  return `${method} ${typeof pattern === 'string' ? pattern : '(unknown)'}`;
}
