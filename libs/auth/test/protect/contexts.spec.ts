import { Controller, type ExecutionContext, Get } from '@nestjs/common';
import { EventPattern, MessagePattern, type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { ClientProxyFactory } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { lastValueFrom } from 'rxjs';
import {
  Caller,
  type CallerIdentity,
  type Decision,
  EntraApiModule,
  EntraGuard,
  InsufficientScopeError,
  Public,
  Roles,
} from '../../src/protect/index.js';
import { TestIssuer } from '../../src/testing/index.js';

let handled = 0;

@Controller()
class MixedController {
  @Get('who')
  @Roles('Who.Ask')
  who(@Caller() caller: CallerIdentity | undefined) {
    return { caller };
  }

  @Get('anybody')
  @Public()
  anybody(@Caller() caller: CallerIdentity | undefined) {
    return { caller: caller ?? 'nobody' };
  }

  @MessagePattern('who')
  @Public()
  message() {
    return { handled: ++handled };
  }

  @EventPattern('noted')
  event(_data: unknown) {
    handled++;
  }
}

describe('the guard', () => {
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
  });

  afterAll(() => issuer.stop());

  const decisions: Decision[] = [];
  beforeEach(() => void decisions.splice(0));

  const testing = () =>
    Test.createTestingModule({
      imports: [
        EntraApiModule.forRoot({
          ...issuer.entraApiOptions,
          onDecision: (decision) => decisions.push(decision),
        }),
      ],
      controllers: [MixedController],
    });

  it('refuses messages of other transports, public or not', async () => {
    const module = await testing().compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    const tcp = { transport: Transport.TCP as const, options: { host: '127.0.0.1', port: 0 } };
    const microservice = app.connectMicroservice<MicroserviceOptions>(tcp, { inheritAppConfig: true });
    await app.startAllMicroservices();
    const { port } = (
      microservice as unknown as { serverInstance: { server: { address(): { port: number } } } }
    ).serverInstance.server.address();
    const client = ClientProxyFactory.create({ ...tcp, options: { host: '127.0.0.1', port } });
    const answer: unknown = await lastValueFrom(client.send('who', {})).catch((error: unknown) => error);
    client.close();
    await app.close();
    expect(answer).toMatchObject({ status: 'error' });
    expect(handled).toBe(0);
    expect(decisions).toMatchObject([
      {
        outcome: 'deny',
        code: 'AUTH_CONTEXT_UNSUPPORTED',
        route: 'rpc MixedController.message',
        requirement: { kind: 'public' },
      },
    ]);
  });

  it.each(['rpc', 'ws', 'graphql', 'anything'])('fails closed in a context of type %s', async (type) => {
    const module = await testing().compile();
    const context = {
      getType: () => type,
      getClass: () => MixedController,
      getHandler: () => Reflect.get(MixedController.prototype, 'who'),
    } as unknown as ExecutionContext;
    expect(() => module.get(EntraGuard).canActivate(context)).toThrow(InsufficientScopeError);
    expect(decisions).toMatchObject([{ outcome: 'deny', route: `${type} MixedController.who` }]);
    await module.close();
  });

  it('works under app.inject(), which sends no bytes', async () => {
    const module = await testing().compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
    const authorization = `Bearer ${issuer.app({ roles: ['Who.Ask'] })}`;
    expect((await app.inject({ url: '/who', headers: { authorization } })).statusCode).toBe(200);
    expect((await app.inject({ url: '/who' })).statusCode).toBe(401);
    await app.close();
  });

  it('can be replaced in a test of something else, with overrideProvider', async () => {
    const module = await testing()
      .overrideProvider(EntraGuard)
      .useValue({ canActivate: () => true })
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
    expect((await app.inject({ url: '/who' })).statusCode).toBe(200);
    await app.close();
  });

  it('leaves no caller on a public route, whatever token comes along', async () => {
    const module = await testing().compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
    const authorization = `Bearer ${issuer.app({ roles: ['Who.Ask'] })}`;
    expect((await app.inject({ url: '/anybody', headers: { authorization } })).json()).toEqual({
      caller: 'nobody',
    });
    await app.close();
  });

  it('refuses a route that says nothing, should one ever get past the boot', async () => {
    @Controller()
    class LateController {
      @Get('late')
      @Roles('Who.Ask')
      late() {
        return { handled: ++handled };
      }
    }
    const module = await Test.createTestingModule({
      imports: [EntraApiModule.forRoot(issuer.entraApiOptions)],
      controllers: [LateController],
    }).compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
    const handler = LateController.prototype.late;
    for (const key of Reflect.getOwnMetadataKeys(handler)) Reflect.deleteMetadata(key, handler);
    const authorization = `Bearer ${issuer.app({ roles: ['Who.Ask'] })}`;
    const answer = await app.inject({ url: '/late', headers: { authorization } });
    expect(answer.json()).toMatchObject({ status: 403, code: 'AUTH_ROUTE_UNDECLARED' });
    expect(handled).toBe(0);
    await app.close();
  });
});
