import { Get, HttpCode, Post, Query, Body } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type z } from 'zod';
import { RequestLog } from '../request-log.js';
import { ControlRoutes } from './control-routes.decorator.js';
import { nothing, requestsQuery } from './control.schema.js';

@ControlRoutes('requests')
export class RequestsController {
  constructor(private readonly requests: RequestLog) {}

  @Get()
  @ApiOperation({ summary: 'The last requests, newest first, with the reason of each refusal' })
  list(@Query({ schema: requestsQuery }) { afterId, limit }: z.output<typeof requestsQuery>) {
    return { requests: this.requests.list(limit, afterId) };
  }

  @Post('clear')
  @HttpCode(200)
  @ApiOperation({ summary: 'Forget them' })
  clear(@Body({ schema: nothing }) _body: z.output<typeof nothing>) {
    this.requests.clear();
    return {};
  }
}
