import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { RequestLog } from '../request-log.js';
import { type VaultAction, VaultAccess } from './vault-access.js';
import { VaultCallers } from './vault-caller.js';

/** What a route does to the secret that its `:name` names, or to the whole vault where it has none. */
export const Needs = Reflector.createDecorator<VaultAction>();

/** Authentication comes before everything else: the SDKs send their first request without token and body, to be challenged. */
@Injectable()
export class VaultGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: VaultCallers,
    private readonly access: VaultAccess,
    private readonly requests: RequestLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.callers.authenticate(request.headers.authorization);
    this.requests.note(request.raw, { caller: caller.key });
    const { name = '*' } = request.params as { name?: string };
    // a route without the decorator would be a hole, so it counts as the strongest action
    const action = this.reflector.get(Needs, context.getHandler()) as VaultAction | undefined;
    this.access.require(caller, action ?? 'purge', name);
    return true;
  }
}
