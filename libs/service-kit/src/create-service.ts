import helmet from '@fastify/helmet';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { callerOfRequest } from './caller.js';
import { registerHealthRoutes } from './health/health-routes.js';
import { Readiness } from './health/readiness.js';
import { createFastifyAdapter } from './http/fastify-adapter.js';
import { KnownMethods } from './http/known-methods.js';
import { securityHeaders } from './http/security-headers.js';
import { registerLoadShedding } from './limits/load-shedding.js';
import { RateLimitGuard } from './limits/rate-limit.guard.js';
import { NestLogger } from './logging/nest-logger.js';
import { registerRequestLog } from './logging/request-log.js';
import { createServiceLogger } from './logging/service-logger.js';
import { type OpenApiOptions, type RequirementOf } from './openapi/open-api-options.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { type ServiceOptions } from './service-options.js';
import { registerConnectionClose } from './shutdown/graceful-shutdown.js';
import { RequestValidationPipe } from './validation/request-validation.pipe.js';

/** A service that does not listen yet. */
export interface Service {
  readonly app: NestFastifyApplication;
  readonly readiness: Readiness;
}

/**
 * Builds a service without listening: for tests, which call `app.listen(0)` or `app.inject(…)` themselves.
 *
 * @throws whatever the modules throw while they start, e.g. when the database is away
 */
export async function createService(options: ServiceOptions): Promise<Service> {
  const { config, callerOf = callerOfRequest } = options;
  const logger = await createServiceLogger({
    service: options.name,
    level: config.LOG_LEVEL,
    format: config.LOG_FORMAT,
    callerOf,
    destination: options.logDestination,
  });
  const adapter = createFastifyAdapter(config);
  const fastify = adapter.getInstance();
  const knownMethods = new KnownMethods(fastify);

  // hooks run in this order: a refused request, too, is logged and has its headers
  registerRequestLog(fastify, logger);
  await fastify.register(helmet, securityHeaders);
  registerLoadShedding(fastify, {
    requestsInFlight: config.LOAD_LIMIT_REQUESTS_IN_FLIGHT,
    eventLoopLagMs: config.LOAD_LIMIT_EVENT_LOOP_LAG_MS,
  });

  const nestLogger = new NestLogger(logger);
  Logger.overrideLogger(nestLogger.enabledLevels);
  const app = await NestFactory.create<NestFastifyApplication>(options.module, adapter, {
    logger: nestLogger,
    abortOnError: false,
    // Fastify's own JSON parser stays; Nest would add one for forms
    bodyParser: false,
  });
  const readiness = new Readiness(
    (options.readiness ?? []).map((indicator) => app.get(indicator, { strict: false })),
  );
  registerHealthRoutes(fastify, readiness);
  registerConnectionClose(fastify, readiness);

  if (config.CORS_ORIGINS.length > 0) app.enableCors({ origin: config.CORS_ORIGINS });
  app.useGlobalFilters(new ProblemFilter(knownMethods));
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalGuards(
    await RateLimitGuard.create(fastify, { requestsPerMinute: config.RATE_LIMIT_PER_MINUTE, callerOf }),
  );
  await app.init();
  if (options.openApi) await describeApi(app, options.openApi, options.requirementOf);
  return { app, readiness };
}

/** Loads what only the description needs: a service without one starts faster. */
async function describeApi(
  app: NestFastifyApplication,
  openApi: OpenApiOptions,
  requirementOf?: RequirementOf,
) {
  const { openApiDocument } = await import('./openapi/open-api-document.js');
  const { registerDocsPage } = await import('./openapi/docs-page.js');
  registerDocsPage(app.getHttpAdapter().getInstance(), openApiDocument(app, openApi, requirementOf), openApi);
}
