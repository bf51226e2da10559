import { type CanActivate, type ExecutionContext, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { type CallerIdentity } from '@nest-entra/auth/protect';

/** Whom the services take everybody for. */
const everybody: CallerIdentity = Object.freeze({
  kind: 'application',
  tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
  clientId: '22223333-cccc-4444-dddd-5555eeee6666',
  objectId: 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb',
  roles: Object.freeze([]),
});

/** Lets everybody in, and asks for nothing: the least that controllers need which want to know their caller. */
class EverybodyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    context.switchToHttp().getRequest<{ user?: CallerIdentity }>().user = everybody;
    return true;
  }
}

export const everybodyMayCall: Provider = { provide: APP_GUARD, useClass: EverybodyGuard };
