import { Body, Controller, Get, HttpCode, Options, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Directory } from '../../directory/directory.js';
import { FormParameters } from '../../http/form-parameters.js';
import { RequestLog, type RequestNote } from '../../request-log.js';
import { EntraError } from '../entra-error.js';
import { allowAnyOrigin, setTokenHeaders } from '../entra-headers.js';
import { isMultiTenantName, requireTenant } from '../tenant.js';
import { AuthorizationCodeGrant } from './authorization-code.grant.js';
import { ClientCredentialsGrant } from './client-credentials.grant.js';
import { RefreshTokenGrant } from './refresh-token.grant.js';
import { requireParameter, type TokenRequest, type TokenResponse } from './token-request.js';

@Controller(':tenant/oauth2/v2.0/token')
export class TokenController {
  constructor(
    private readonly directory: Directory,
    private readonly requests: RequestLog,
    private readonly clientCredentials: ClientCredentialsGrant,
    private readonly authorizationCode: AuthorizationCodeGrant,
    private readonly refreshToken: RefreshTokenGrant,
  ) {}

  /** Preflight: browsers send one because of MSAL's and Swagger UI's own headers. */
  @Options()
  @HttpCode(200)
  preflight(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    allowAnyOrigin(reply);
    void reply.headers({
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
      'access-control-max-age': '600',
    });
  }

  @Get()
  notByGet(): never {
    throw new EntraError(900561, { method: 'GET' });
  }

  @Post()
  @HttpCode(200)
  async token(
    @Param('tenant') tenant: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<TokenResponse> {
    setTokenHeaders(request, reply);
    allowAnyOrigin(reply);
    if (isMultiTenantName(tenant)) throw new EntraError(50059, {});
    requireTenant(this.directory, tenant);

    const form = body instanceof FormParameters ? body : new FormParameters('');
    if (form.repeated !== undefined) throw new EntraError(9000411, { parameter: form.repeated });
    const { authorization, origin } = request.headers;
    const note = (noted: RequestNote) => this.requests.note(request.raw, noted);
    return this.#redeem({ form, authorization, origin, note });
  }

  #redeem(request: TokenRequest): Promise<TokenResponse> {
    const grantType = requireParameter(request.form, 'grant_type');
    switch (grantType) {
      case 'client_credentials':
        return this.clientCredentials.redeem(request);
      case 'authorization_code':
        return this.authorizationCode.redeem(request);
      case 'refresh_token':
        return this.refreshToken.redeem(request);
      default:
        throw new EntraError(70003, { grantType: grantType.slice(0, 100) });
    }
  }
}
