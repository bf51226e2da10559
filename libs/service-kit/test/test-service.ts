import { Module, type Type } from '@nestjs/common';
import { z } from 'zod';
import { parseConfig } from '../src/config/read-config.js';
import { serviceEnvironment } from '../src/config/service-environment.js';
import { createService } from '../src/create-service.js';
import { type ServiceOptions } from '../src/service-options.js';
import { LogLines } from './log-lines.js';

@Module({})
class TestModule {}

type TestServiceOptions = Partial<Omit<ServiceOptions, 'config'>> & {
  readonly environment?: Record<string, string>;
  readonly controllers?: Type[];
};

/** A real service on a free port. */
export async function startTestService({
  environment,
  controllers = [],
  ...options
}: TestServiceOptions = {}) {
  const log = new LogLines();
  const config = parseConfig(z.object(serviceEnvironment), { PORT: '0', LOG_LEVEL: 'trace', ...environment });
  const module = { module: TestModule, controllers };
  const { app, readiness } = await createService({
    name: 'test',
    module,
    logDestination: log,
    config,
    ...options,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = await app.getUrl();
  return {
    app,
    log,
    readiness,
    origin,
    fetch: async (path: string, init?: RequestInit) => {
      const response = await fetchWhole(new URL(path, origin), init);
      const requestId = response.headers.get('x-request-id');
      if (requestId) await log.waitForEndOf(requestId);
      return response;
    },
    close: () => app.close(),
  };
}

/** A body that nobody reads keeps its connection busy, and a closing server waits for it. */
async function fetchWhole(url: URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, response);
}

export type TestService = Awaited<ReturnType<typeof startTestService>>;

export async function problemOf(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  return (await response.json()) as Record<string, unknown>;
}
