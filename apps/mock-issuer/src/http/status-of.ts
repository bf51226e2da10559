import { HttpException } from '@nestjs/common';

/** The status of anything that can be thrown at a filter: Nest's exceptions, Fastify's own errors, and bugs (500). */
export function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { statusCode } = (thrown ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}
