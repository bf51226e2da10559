import { type CanActivate, type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { EntraApiModule } from '@nest-entra/auth/protect';
import { type GuardJob } from './guard-job.js';
import { PlainGuard, plainStrategy } from './plain-wiring.js';
import { StockController } from './stock.controller.js';

/** A guard that does nothing: what Nest itself takes to ask one. */
class NothingGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

@Module({})
class GuardedModule {}

/** The route behind what Nest knows as a guard. The other protections are the server's own: `foreign-protection.ts`. */
export function guardedModule({ protection, issuer }: GuardJob): DynamicModule {
  const module = { module: GuardedModule, controllers: [StockController] };
  switch (protection) {
    case 'entra-guard': {
      const { tenantId, clientId, authorityHost } = issuer;
      return { ...module, imports: [EntraApiModule.forRoot({ tenantId, clientId, authorityHost })] };
    }
    case 'plain-wiring':
      return { ...module, providers: [plainStrategy(issuer), globalGuard(PlainGuard)] };
    case 'nothing':
    case 'fastify-jwt':
    case 'express-oauth2-jwt-bearer':
      return { ...module, providers: [globalGuard(NothingGuard)] };
  }
}

function globalGuard(guard: new () => CanActivate): Provider {
  return { provide: APP_GUARD, useClass: guard };
}
