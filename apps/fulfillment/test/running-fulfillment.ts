import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { type AccessToken, clientSecret, EntraClientModule, TokenProvider } from '@nest-entra/auth/acquire';
import {
  createService,
  parseConfig,
  Secret,
  type Service,
  serviceEnvironment,
} from '@nest-entra/service-kit';
import { PostgresModule } from '@nest-entra/service-kit/postgres';
import { request } from 'undici';
import { z } from 'zod';
import { migrations } from '../src/migrations/index.js';
import { OrdersModule } from '../src/orders/orders.module.js';
import { type TestCaller, type TestCallers } from './test-callers.js';

/** An order, a page or a problem; a test knows which of them it has asked for. */
export interface AnswerBody {
  readonly id: string;
  readonly state: string;
  readonly reservationId: string;
  readonly items: readonly AnswerBody[];
  readonly nextCursor?: string;
  readonly code: string;
  readonly [member: string]: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: AnswerBody;
}

export interface CallOptions {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Surroundings {
  readonly databaseUrl: string;
  readonly inventoryUrl: string;
  readonly callers: TestCallers;
  readonly deadlineMs: number;
}

@Module({})
class TestModule {
  static forRoot({ databaseUrl, inventoryUrl, callers, deadlineMs }: Surroundings): DynamicModule {
    return {
      module: TestModule,
      imports: [
        callers.module,
        EntraClientModule.forRoot({
          ...callers.issuer.entraApiOptions,
          credential: clientSecret('never sent'),
        }),
        PostgresModule.forRoot({ url: databaseUrl, applicationName: 'fulfillment', migrations }),
        OrdersModule.forRoot({
          databaseUrl: new Secret(databaseUrl),
          deadlineMs,
          inventory: { baseUrl: inventoryUrl, scope: 'api://inventory/.default' },
        }),
      ],
    };
  }
}

/** One process of the service, as `main.ts` would run it, on a free port. */
export class RunningFulfillment {
  private constructor(
    private readonly service: Service,
    private readonly url: string,
    /** Every line that it has logged. */
    readonly log: readonly Record<string, unknown>[],
  ) {}

  static async start(surroundings: Surroundings): Promise<RunningFulfillment> {
    const log: Record<string, unknown>[] = [];
    const service = await createService({
      name: 'fulfillment',
      module: TestModule.forRoot(surroundings),
      config: parseConfig(z.object(serviceEnvironment), {
        PORT: '0',
        RATE_LIMIT_PER_MINUTE: '1000000',
        LOAD_LIMIT_REQUESTS_IN_FLIGHT: '1000',
      }),
      logDestination: { write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>) },
    });
    replaceOutboundTokens(service.app.get(TokenProvider, { strict: false }));
    await service.app.listen(0, '127.0.0.1');
    return new RunningFulfillment(service, await service.app.getUrl(), log);
  }

  async call(
    method: 'GET' | 'POST',
    path: string,
    as: TestCaller | undefined,
    { json, headers }: CallOptions = {},
  ): Promise<Answer> {
    const answer = await request(this.url + path, {
      method,
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${as}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? null : JSON.stringify(json),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (await answer.body.json()) as AnswerBody,
    };
  }

  provider<T>(type: Type<T>): T {
    return this.service.app.get(type, { strict: false });
  }

  async stop(): Promise<void> {
    await this.service.app.close();
  }
}

/** Getting real tokens is the business, and the tests, of `libs/auth`; here every call just carries one. */
function replaceOutboundTokens(tokens: TokenProvider): void {
  const token = { reveal: () => 'outbound-token' } as AccessToken;
  tokens.getToken = () => Promise.resolve(token);
  tokens.replacementFor = () => Promise.resolve(undefined);
  tokens.distrust = () => undefined;
}
