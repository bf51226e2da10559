import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type z } from 'zod';
import { StartState } from '../state/start-state.js';
import { ControlRoutes } from './control-routes.decorator.js';
import { nothing } from './control.schema.js';
import { TenantOverview } from './tenant-overview.js';

@ControlRoutes('state')
export class StateController {
  constructor(
    private readonly overview: TenantOverview,
    private readonly start: StartState,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Tenant, applications, credentials (without their values), roles, keys, faults and clock',
  })
  show() {
    return this.overview.show();
  }

  @Post('reset')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Undo everything done through /control: the keys, secrets and roles of the start are back',
  })
  reset(@Body({ schema: nothing }) _body: z.output<typeof nothing>) {
    this.start.restore();
    return this.overview.show();
  }
}
