import {
  ApiClient,
  EntraClientModule,
  type EntraClientOptions,
  EntraTokenHealth,
  InjectApi,
  TokenProvider,
} from '@nest-entra/auth/acquire';
import { type DynamicModule, type INestApplicationContext, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const CALLED_API = 'called';

@Injectable()
class Caller {
  constructor(@InjectApi(CALLED_API) readonly client: ApiClient) {}
}

@Module({})
class DoctorModule {}

/** The library as a service has it: what works here works there, and what fails there fails here. */
export class EntraClient {
  private constructor(private readonly context: INestApplicationContext) {}

  /** @throws whatever keeps a service with these options from starting */
  static open(options: EntraClientOptions): Promise<EntraClient> {
    return EntraClient.#start({ module: DoctorModule, imports: [EntraClientModule.forRoot(options)] });
  }

  /** The same, with an API to call. @throws {EntraConfigurationError} `AUTH_CONFIG_API` besides */
  static openFor(options: EntraClientOptions, api: { baseUrl: string; scope: string }): Promise<EntraClient> {
    return EntraClient.#start({
      module: DoctorModule,
      imports: [EntraClientModule.forRoot(options), EntraClientModule.forApi(CALLED_API, api)],
      providers: [Caller],
    });
  }

  get tokens(): TokenProvider {
    return this.context.get(TokenProvider);
  }

  get health(): EntraTokenHealth {
    return this.context.get(EntraTokenHealth);
  }

  get api(): ApiClient {
    return this.context.get(Caller).client;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  static async #start(module: DynamicModule): Promise<EntraClient> {
    // its log says in many lines what the report says in one
    const quiet = { logger: false, abortOnError: false } as const;
    return new EntraClient(await NestFactory.createApplicationContext(module, quiet));
  }
}
