import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Directory } from '../directory/directory.js';
import { FormParameters } from '../http/form-parameters.js';
import { sendPage } from '../http/page.js';
import { platformOf } from './authorize/redirect-platform.js';
import { EntraError, isEntraError } from './entra-error.js';
import { findClient } from './find-client.js';
import { consentPage } from './pages/consent.page.js';
import { messagePage } from './pages/message.page.js';
import { isMultiTenantName, requireTenant } from './tenant.js';
import { requireParameter } from './token/token-request.js';

/**
 * The admin consent endpoint, of which only the protocol is played: what applications may do is in the directory's table
 * and in the hands of the control API.
 */
@Controller([':tenant/adminconsent', ':tenant/v2.0/adminconsent'])
export class AdminConsentController {
  constructor(private readonly directory: Directory) {}

  @Get()
  ask(@Param('tenant') tenant: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const parameters = new FormParameters(request.url.split('?').slice(1).join('?'));
    this.#orErrorPage(reply, () => {
      const { client } = this.#check(tenant, parameters);
      const page = consentPage(client.displayName, this.directory.tenant.displayName, parameters.entries());
      sendPage(reply, 200, page);
    });
  }

  @Post()
  decide(@Param('tenant') tenant: string, @Res() reply: FastifyReply, @Body() body: unknown): void {
    const parameters = body instanceof FormParameters ? body : new FormParameters('');
    this.#orErrorPage(reply, () => {
      const { redirectUri } = this.#check(tenant, parameters);
      const state = parameters.get('state');
      const scope = parameters.get('scope');
      const result =
        parameters.get('mock_decision') === 'accept'
          ? { tenant: this.directory.tenant.id, ...(scope !== undefined && { scope }), admin_consent: 'True' }
          : { error: 'permission_denied', error_description: 'The admin canceled the request' };
      const query = new URLSearchParams({ ...result, ...(state !== undefined && { state }) });
      void reply.redirect(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query.toString()}`, 302);
    });
  }

  #check(tenant: string, parameters: FormParameters) {
    if (parameters.repeated !== undefined) throw new EntraError(9000411, { parameter: parameters.repeated });
    if (!isMultiTenantName(tenant)) requireTenant(this.directory, tenant);
    const client = findClient(this.directory, requireParameter(parameters, 'client_id'));
    const redirectUri = requireParameter(parameters, 'redirect_uri');
    if (!platformOf(client, redirectUri))
      throw new EntraError(50011, { redirectUri: redirectUri.slice(0, 200), client: client.clientId });
    return { client, redirectUri };
  }

  #orErrorPage(reply: FastifyReply, act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!isEntraError(error)) throw error;
      const page = messagePage("Sorry, but we're having trouble signing you in.", error.message);
      sendPage(reply, error.status, page);
    }
  }
}
