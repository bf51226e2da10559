import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type z } from 'zod';
import { MockClock } from '../clock.js';
import { ControlRoutes } from './control-routes.decorator.js';
import { clockOffset } from './control.schema.js';

@ControlRoutes('clock')
export class ClockController {
  constructor(private readonly clock: MockClock) {}

  @Get()
  @ApiOperation({ summary: "The mock's time" })
  show() {
    return { now: this.clock.now(), offsetSeconds: this.clock.offsetSeconds };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Run ahead of (or behind) the real time: tokens, codes and secrets age with it' })
  set(@Body({ schema: clockOffset }) { offsetSeconds }: z.output<typeof clockOffset>) {
    this.clock.offsetSeconds = offsetSeconds;
    return this.show();
  }
}
