import { type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  InventoryClient,
  type InventoryRequest,
  type InventoryResponse,
  Problem,
} from '@nest-entra/inventory-contract';
import { createService, parseConfig, type Service } from '@nest-entra/service-kit';
import { type DestinationStream } from 'pino';
import { type Clock } from '../../src/clock.js';
import { configSchema } from '../../src/config.js';
import { serviceOptions } from '../../src/service-options.js';
import { checkAgainstContract } from './contract-check.js';
import { exchange } from './exchange.js';

const maxAttempts = 100;

/** One replica of the real service, listening on a port of its own, with time in the test's hands. */
export class RunningInventory {
  private constructor(
    readonly service: Service,
    readonly origin: string,
  ) {}

  static async start(
    environment: Record<string, string>,
    clock: Clock,
    log: DestinationStream,
  ): Promise<RunningInventory> {
    const config = parseConfig(configSchema, { PORT: '0', LOG_LEVEL: 'warn', ...environment });
    const service = await createService({ ...serviceOptions(config, clock), logDestination: log });
    await service.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    return new RunningInventory(service, `http://127.0.0.1:${port}`);
  }

  /** The contract's own client; every exchange it makes is held against the contract. */
  client(token: string): InventoryClient {
    return new InventoryClient({ request: (request) => this.send(request, token) });
  }

  /**
   * Any request, well-formed or not; the answer is held against the contract all the same. A process that shares
   * two cores with a build sheds load now and then: told to come back, this does.
   */
  async send(request: InventoryRequest, token?: string): Promise<InventoryResponse> {
    for (let attempt = 1; ; attempt++) {
      const made = await exchange(this.origin, token, request);
      checkAgainstContract(made);
      const isShed = Problem.safeParse(made.response.body).data?.code === 'OVERLOADED';
      if (!isShed || attempt === maxAttempts) return made.response;
      await delay(100);
    }
  }

  async stop(): Promise<void> {
    await this.service.app.close();
  }
}
