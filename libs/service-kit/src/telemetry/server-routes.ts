import { subscribe } from 'node:diagnostics_channel';
import { context } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';

/** https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks */
const HANDLER_STARTS = 'tracing:fastify.request.handler:start';

/**
 * Tells the http instrumentation the route of each request. It sees only the path; without the route all spans
 * would be called `GET`, and the metrics could not be told apart by route.
 */
export function nameServerSpans(): void {
  subscribe(HANDLER_STARTS, (message) => {
    const { route } = message as { route?: { url?: string } };
    const metadata = getRPCMetadata(context.active());
    if (metadata && route?.url) metadata.route = route.url;
  });
}
