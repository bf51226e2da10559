import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Addresses } from '../addresses.js';
import { TenantOverview } from '../control/tenant-overview.js';
import { sendPage } from '../http/page.js';
import { ProblemException } from '../http/problem.js';
import { RequestLog } from '../request-log.js';
import { CONTROL_TOKEN } from '../state/tokens.js';
import { dashboardPage } from './dashboard.page.js';

const requestsShown = 100;

@Controller()
export class DashboardController {
  constructor(
    private readonly overview: TenantOverview,
    private readonly requests: RequestLog,
    private readonly addresses: Addresses,
    @Inject(CONTROL_TOKEN) private readonly controlToken: string,
  ) {}

  /** The page carries the control token, so it is shown under listed Host names only: a rebound name must not read it. */
  @Get()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!this.addresses.isListedHost(request.headers.host))
      throw new ProblemException(421, 'This Host is not listed', 'Set ENDPOINT_ORIGINS.');
    const page = dashboardPage(this.overview.show(), this.requests.list(requestsShown), this.controlToken);
    sendPage(reply, 200, page);
  }
}
