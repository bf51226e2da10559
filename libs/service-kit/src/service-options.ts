import { type DynamicModule, type Type } from '@nestjs/common';
import { type DestinationStream } from 'pino';
import { type CallerOf } from './caller.js';
import { type ServiceConfig } from './config/service-environment.js';
import { type HealthIndicator } from './health/readiness.js';
import { type OpenApiOptions, type RequirementOf } from './openapi/open-api-options.js';

/** What {@link startService} needs to know about a service. */
export interface ServiceOptions {
  /** Names the service in logs and telemetry, e.g. `inventory`. */
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly config: ServiceConfig;
  /** Injectable classes that `/health/ready` asks. */
  readonly readiness?: readonly Type<HealthIndicator>[];
  /** Serves the API's description at `/docs`; absent: no description is served. */
  readonly openApi?: OpenApiOptions;
  /** What a route requires of its caller, for the description: `requirementOf` of `@nest-entra/auth/protect`. */
  readonly requirementOf?: RequirementOf;
  /** Who called; default: `request.user`, where Passport's guards leave the principal. */
  readonly callerOf?: CallerOf;
  /** Where log lines go; default stdout. */
  readonly logDestination?: DestinationStream;
}
