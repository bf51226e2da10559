import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Directory } from '../directory/directory.js';
import { FormParameters } from '../http/form-parameters.js';
import { sendPage } from '../http/page.js';
import { platformOf } from './authorize/redirect-platform.js';
import { Sessions } from './authorize/sessions.js';
import { messagePage } from './pages/message.page.js';
import { isMultiTenantName, requireTenant } from './tenant.js';

@Controller(':tenant/oauth2/v2.0/logout')
export class LogoutController {
  constructor(
    private readonly directory: Directory,
    private readonly sessions: Sessions,
  ) {}

  /** Returns only to an address that some application registered: anything else would be an open redirector. */
  @Get()
  logout(@Param('tenant') tenant: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!isMultiTenantName(tenant)) requireTenant(this.directory, tenant);
    this.sessions.end(request.headers.cookie);
    void reply.header('set-cookie', this.sessions.cookie(undefined));

    const parameters = new FormParameters(request.url.split('?').slice(1).join('?'));
    const target = parameters.get('post_logout_redirect_uri');
    if (target === undefined || !this.#isRegistered(target)) {
      sendPage(reply, 200, messagePage('You signed out of your account', 'You can close this window.'));
      return;
    }
    const state = parameters.get('state');
    const separator = target.includes('?') ? '&' : '?';
    const suffix = state === undefined ? '' : `${separator}state=${encodeURIComponent(state)}`;
    void reply.redirect(`${target}${suffix}`, 302);
  }

  #isRegistered(redirectUri: string): boolean {
    return this.directory.table.applications.some((app) => platformOf(app, redirectUri) !== undefined);
  }
}
