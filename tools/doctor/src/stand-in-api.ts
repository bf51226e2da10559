import { type AccessToken, type Authority } from '@nest-entra/auth/acquire';
import { type Decision, EntraApiModule, Roles } from '@nest-entra/auth/protect';
import { Controller, type DynamicModule, Get, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/** Which API it stands in for. */
export interface StandInOptions {
  readonly authority: Authority;
  readonly clientId: string;
  /** Any of these opens its one route. */
  readonly roles: readonly [string, ...string[]];
}

@Module({})
class StandInModule {}

/**
 * What the library's guard decides about a request with this token: in an application with one route, which listens
 * nowhere and is handed the request.
 */
export async function judgeAsApi(options: StandInOptions, token: AccessToken): Promise<Decision> {
  const decisions: Decision[] = [];
  const app = await start(options, (decision) => decisions.push(decision));
  try {
    await app.inject({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token.reveal()}` } });
    const [decision] = decisions;
    if (!decision) throw new Error('the guard decided nothing');
    return decision;
  } finally {
    await app.close();
  }
}

async function start(
  { authority: { tenantId, host, issuer }, clientId, roles }: StandInOptions,
  onDecision: (decision: Decision) => void,
): Promise<NestFastifyApplication> {
  const module: DynamicModule = {
    module: StandInModule,
    imports: [EntraApiModule.forRoot({ tenantId, authorityHost: host, issuer, clientId, onDecision })],
    controllers: [controllerFor(roles)],
  };
  const quiet = { logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), quiet);
  await app.init();
  return app;
}

function controllerFor(roles: StandInOptions['roles']): Type {
  @Controller()
  class StandInController {
    @Get()
    @Roles(...roles)
    open() {
      return {};
    }
  }
  return StandInController;
}
