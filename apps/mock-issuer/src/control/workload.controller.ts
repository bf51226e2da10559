import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type z } from 'zod';
import { WorkloadIssuer } from '../workload/workload-issuer.js';
import { ControlRoutes } from './control-routes.decorator.js';
import { workloadAssertion } from './control.schema.js';

@ControlRoutes('workload')
export class WorkloadController {
  constructor(private readonly issuer: WorkloadIssuer) {}

  @Post('token')
  @HttpCode(200)
  @ApiOperation({
    summary: 'A service-account token as a cluster projects it, for AZURE_FEDERATED_TOKEN_FILE',
  })
  async token(@Body({ schema: workloadAssertion }) body: z.output<typeof workloadAssertion>) {
    return { issuer: this.issuer.issuer, token: await this.issuer.sign(body) };
  }
}
