import { type RequestListener } from 'node:http';
import {
  type DynamicModule,
  type ExceptionFilter,
  Module,
  type NestApplicationOptions,
  type Type,
} from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance } from 'fastify';
import { addControlDocs } from './control/control-docs.js';
import { ControlModule } from './control/control.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { EntraErrorFilter } from './entra/entra-error.filter.js';
import { EntraModule } from './entra/entra.module.js';
import { addFaultHook } from './faults/fault-hook.js';
import { HealthController } from './health.controller.js';
import { addBodyParsers, bodyLimitBytes } from './http/body-parsers.js';
import { addDateHeader } from './http/date-header.js';
import { addRequestLogging } from './http/request-logging.js';
import { ManagedIdentityModule } from './managed-identity/managed-identity.module.js';
import { type MockState } from './state/mock-state.js';
import { StateModule, type StartSecrets } from './state/state.module.js';
import { VaultErrorFilter } from './vault/vault-error.filter.js';
import { VaultModule } from './vault/vault.module.js';

/** Entra, the managed-identity endpoint and the control API: one application behind the https and the http listener. */
@Module({ controllers: [HealthController] })
class EntraApplication {}

/** The vault, which has its own address and its own way of refusing. */
@Module({})
class VaultApplication {}

/** An application that listens nowhere by itself: the listeners hand their requests to it. */
export interface Application {
  readonly handle: RequestListener;
  close(): Promise<void>;
}

export interface Applications {
  readonly entra: Application;
  readonly vault: Application;
}

// the parsers are our own: Entra's way with repeated fields and foreign content types is not Nest's
const nestOptions: NestApplicationOptions = { bodyParser: false, logger: ['error', 'warn'] };

export async function createApplications(state: MockState, secrets: StartSecrets): Promise<Applications> {
  const shared = StateModule.forRoot(state, secrets);
  const [entra, vault] = await Promise.all([
    create(
      application(EntraApplication, EntraErrorFilter, [
        shared,
        EntraModule,
        ManagedIdentityModule,
        ControlModule,
        DashboardModule,
      ]),
      state,
      addControlDocs,
    ),
    create(application(VaultApplication, VaultErrorFilter, [shared, VaultModule]), state),
  ]);
  return { entra, vault };
}

function application(
  module: Type,
  filter: Type<ExceptionFilter>,
  imports: NonNullable<DynamicModule['imports']>,
): DynamicModule {
  return { module, imports, providers: [{ provide: APP_FILTER, useClass: filter }] };
}

async function create(
  module: DynamicModule,
  state: MockState,
  prepare: (app: NestFastifyApplication) => void = () => undefined,
): Promise<Application> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    // the SDK asks for /secrets/{name}/ where it wants no version
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  addBodyParsers(fastify);
  addRequestLogging(fastify, state.requests);
  addDateHeader(fastify, state.clock);
  addFaultHook(fastify, state);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, nestOptions);
  prepare(app);
  await app.init();
  await fastify.ready();
  return {
    handle: (request, response) => fastify.routing(request, response),
    close: () => app.close(),
  };
}
