import { type ExecutionContext } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { StockController } from '../guard/stock.controller.js';

const handler: (sku: string) => unknown = Reflect.get(StockController.prototype, 'find');

/** What Nest hands to a guard for a request on Fastify, with the headers that a service sends. */
export function guardedRequest(token: string): ExecutionContext {
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
  return new ExecutionContextHost([request, {}], StockController, handler);
}
