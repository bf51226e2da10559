import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Addresses } from '../addresses.js';
import { ProblemException } from '../http/problem.js';
import { sameSecret } from '../opaque.js';
import { CONTROL_TOKEN } from '../state/tokens.js';

/**
 * Who may steer the mock: whoever holds the token of this start. The Host list keeps out DNS rebinding, the JSON rule and
 * the Origin list keep out pages of other sites, and no CORS header is ever sent.
 */
@Injectable()
export class ControlGuard implements CanActivate {
  constructor(
    @Inject(CONTROL_TOKEN) private readonly token: string,
    private readonly addresses: Addresses,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { host, origin, authorization } = request.headers;
    if (!this.addresses.isListedHost(host))
      throw new ProblemException(421, 'This Host is not listed', 'Set ENDPOINT_ORIGINS.');
    if (origin !== undefined && !this.addresses.isListedOrigin(origin))
      throw new ProblemException(403, 'This Origin is not listed');
    const sent = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (sent === undefined || !sameSecret(sent, this.token))
      throw new ProblemException(
        401,
        'The control token is missing or wrong',
        'It is CONTROL_TOKEN of this start.',
      );
    if (request.method !== 'GET' && !isJson(request))
      throw new ProblemException(415, 'Only application/json is taken here');
    return true;
  }
}

function isJson(request: FastifyRequest): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
}
