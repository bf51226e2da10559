import { Get, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IDENTITY_HEADER } from '../state/tokens.js';
import { ControlRoutes } from './control-routes.decorator.js';

/**
 * What an Azure host tells the processes that run on it. Whoever holds the control token can forge any token and add
 * any credential, so that this tells nobody more than they can have; and it keeps the header out of every file.
 */
@ControlRoutes('managed-identity')
export class ManagedIdentityHeaderController {
  constructor(@Inject(IDENTITY_HEADER) private readonly identityHeader: string) {}

  @Get()
  @ApiOperation({ summary: 'IDENTITY_HEADER of this start, for a process that is to have the identity' })
  show() {
    return { identityHeader: this.identityHeader };
  }
}
