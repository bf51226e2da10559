import { Controller, Get, Post } from '@nestjs/common';
import { Public, Roles, Scopes, UserRoles } from '../../../src/protect/index.js';

/** Counts the requests that got through. */
export const reached = { handlers: 0 };

@Controller()
export class TargetController {
  @Get('applications')
  @Roles('Stock.Read')
  applications() {
    return { reached: ++reached.handlers };
  }

  @Post('applications')
  @Roles('Stock.Read')
  post() {
    return { reached: ++reached.handlers };
  }

  @Get('all')
  @Roles.all('Stock.Read', 'Stock.Write')
  all() {
    return { reached: ++reached.handlers };
  }

  @Get('users')
  @Scopes('Stock.Read')
  users() {
    return { reached: ++reached.handlers };
  }

  @Get('either')
  @Roles('Stock.Read')
  @Scopes('Stock.Read')
  either() {
    return { reached: ++reached.handlers };
  }

  @Get('reports')
  @Roles('Report.Read', 'Report.Write')
  @Scopes('Report.See')
  reports() {
    return { reached: ++reached.handlers };
  }

  @Get('approvers')
  @Scopes('Stock.Read')
  @UserRoles('Approver')
  approvers() {
    return { reached: ++reached.handlers };
  }

  @Get('everybody')
  @Public()
  everybody() {
    return { ok: true };
  }
}
