import { Controller, Get, Headers, Inject, Query, Req, UseFilters } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Directory } from '../directory/directory.js';
import { sameSecret } from '../opaque.js';
import { RequestLog } from '../request-log.js';
import { IDENTITY_HEADER } from '../state/tokens.js';
import { ManagedIdentityError, ManagedIdentityErrorFilter } from './managed-identity-error.js';
import { ManagedIdentityTokens } from './managed-identity-tokens.js';

/**
 * App Service's form of the endpoint (`IDENTITY_ENDPOINT`, `IDENTITY_HEADER`, api-version 2019-08-01): the header proves
 * that the caller runs on the host, since a request forged through the application cannot know it.
 */
@Controller('msi/token')
@UseFilters(ManagedIdentityErrorFilter)
export class ManagedIdentityController {
  constructor(
    @Inject(IDENTITY_HEADER) private readonly identityHeader: string,
    private readonly directory: Directory,
    private readonly tokens: ManagedIdentityTokens,
    private readonly requests: RequestLog,
  ) {}

  @Get()
  async token(
    @Req() request: FastifyRequest,
    @Headers('x-identity-header') header: unknown,
    @Query('resource') resource: unknown,
    @Query('client_id') clientId: unknown,
  ) {
    if (typeof header !== 'string' || !sameSecret(header, this.identityHeader))
      throw new ManagedIdentityError(401, 'The X-IDENTITY-HEADER is missing or wrong.');
    if (typeof resource !== 'string' || resource === '')
      throw new ManagedIdentityError(400, 'The resource parameter is required.');
    const identity = this.directory.managedIdentity(typeof clientId === 'string' ? clientId : undefined);
    if (!identity)
      throw new ManagedIdentityError(
        400,
        'No Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
      );

    this.requests.note(request.raw, { caller: identity.key });
    const target = this.directory.resource(resource);
    if (!target)
      throw new ManagedIdentityError(
        400,
        `The resource principal named ${resource} was not found in the tenant.`,
      );
    return this.tokens.issue(identity, target, resource);
  }
}
