import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { endpointNames } from '../faults/endpoints.js';
import { faultRequest, type FaultRequest } from '../faults/fault.schema.js';
import { Faults } from '../faults/faults.js';
import { ControlRoutes } from './control-routes.decorator.js';

const clearFaults = z
  .strictObject({ endpoint: z.enum(endpointNames).optional() })
  .meta({ id: 'ClearFaults' });

@ControlRoutes('faults')
export class FaultsController {
  constructor(private readonly faults: Faults) {}

  @Get()
  @ApiOperation({ summary: 'Faults still to come' })
  list() {
    return { faults: this.faults.list() };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Let the next requests to an endpoint fail, hang or lose their connection' })
  add(@Body({ schema: faultRequest }) body: FaultRequest) {
    return this.faults.add(body);
  }

  @Post('clear')
  @HttpCode(200)
  @ApiOperation({ summary: 'Drop the faults of one endpoint, or all' })
  clear(@Body({ schema: clearFaults }) { endpoint }: z.output<typeof clearFaults>) {
    return { cleared: this.faults.clear(endpoint) };
  }
}
