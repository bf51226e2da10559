import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { ControlRoutes } from './control-routes.decorator.js';
import { forgeRequest, type ForgeRequest } from './control.schema.js';
import { TokenForge } from './token-forge.js';

@ControlRoutes('forge')
export class ForgeController {
  constructor(private readonly tokens: TokenForge) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'A token with any header and claims, signed by any key or none, for tests of resource servers',
  })
  forge(@Body({ schema: forgeRequest }) body: ForgeRequest) {
    return this.tokens.forge(body);
  }
}
