import { type ExecutionContext } from '@nestjs/common';

type Handler = (...args: never[]) => unknown;

/** What Nest hands to a guard for a request on Fastify, with the headers that a service sends. */
export function guardedRequest(token: string, controller: object, handler: Handler): ExecutionContext {
  const authorization = `Bearer ${token}`;
  const rawHeaders = [
    ...['host', 'inventory.internal', 'connection', 'keep-alive', 'accept', 'application/json'],
    ...['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'user-agent', 'node'],
    ...['authorization', authorization, 'accept-encoding', 'gzip, deflate'],
  ];
  const request = {
    method: 'GET',
    raw: { rawHeaders },
    headers: { authorization },
    routeOptions: { url: '/stock/:sku' },
  };
  return {
    getType: () => 'http',
    getClass: () => controller,
    getHandler: () => handler,
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({}) }),
  } as unknown as ExecutionContext;
}
