import { type AddressInfo } from 'node:net';
import { EntraApiModule, Public, Roles } from '@nest-entra/auth/protect';
import { Controller, Get } from '@nestjs/common';
import { type NestFastifyApplication, FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { tenantId } from './services.js';

@Controller()
class StockController {
  @Get('stock')
  @Roles('Inventory.Read')
  stock() {
    return {};
  }

  @Get('managed')
  @Roles('Inventory.Manage')
  managed() {
    return {};
  }

  @Get('about')
  @Public()
  about() {
    return {};
  }
}

/** An API with the library's own guard, on a free port. */
export async function startGuardedApi(
  clientId: string,
  authorityHost: string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const imports = [EntraApiModule.forRoot({ tenantId, clientId, authorityHost })];
  const module = await Test.createTestingModule({ imports, controllers: [StockController] })
    .setLogger(false as never)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://localhost:${port}`, close: () => app.close() };
}
