import { Injectable } from '@nestjs/common';
import { Directory } from '../../directory/directory.js';
import { SignIn } from '../authorize/sign-in.js';
import { EntraError } from '../entra-error.js';
import { parseUserScopes } from '../user-scopes.js';
import { ClientAuthentication } from './client-authentication.js';
import { requirePlatformsOrigin } from './cross-origin.js';
import { RefreshTokens } from './refresh-tokens.js';
import { requireParameter, type TokenRequest, type TokenResponse } from './token-request.js';
import { UserTokenIssuer } from './user-token-issuer.js';

/** RFC 6749 section 6. The scope may name another resource than the sign-in did: consent decides. */
@Injectable()
export class RefreshTokenGrant {
  constructor(
    private readonly directory: Directory,
    private readonly clients: ClientAuthentication,
    private readonly refreshTokens: RefreshTokens,
    private readonly signIn: SignIn,
    private readonly tokens: UserTokenIssuer,
  ) {}

  async redeem(request: TokenRequest): Promise<TokenResponse> {
    const app = this.clients.identify(request);
    const family = this.refreshTokens.find(requireParameter(request.form, 'refresh_token'));
    if (family.clientKey !== app.key) throw new EntraError(70000, {});
    requirePlatformsOrigin(request, family.platform);
    const client = await this.clients.authenticateFor(family.platform, request, app);
    const scopes = parseUserScopes(this.directory, app, request.form.get('scope') ?? family.scope);
    return this.tokens.issue(request, {
      client,
      user: this.signIn.user(family.userObjectId),
      // a refresh always brings the next refresh token
      scopes: { ...scopes, openId: [...new Set([...scopes.openId, 'offline_access'])] },
      family,
    });
  }
}
