import { Injectable } from '@nestjs/common';
import { Addresses } from '../../addresses.js';
import { MockClock } from '../../clock.js';
import { Directory } from '../../directory/directory.js';
import { type User } from '../../directory/directory.schema.js';
import { idTokenClaims } from '../../tokens/id-token.js';
import { accessTokenSeconds, validity } from '../../tokens/token-lifetime.js';
import { TokenSigner } from '../../tokens/token-signer.js';
import { userTokenClaims, type UserTokenSubject } from '../../tokens/user-token.js';
import { EntraError } from '../entra-error.js';
import { grantedPermissions, type UserScopes } from '../user-scopes.js';
import { type AuthenticatedClient } from './client-authentication.js';
import { clientInfo } from './client-info.js';
import { type RefreshTokenFamily, RefreshTokens } from './refresh-tokens.js';
import { type TokenRequest, type TokenResponse } from './token-request.js';

export interface UserGrant {
  readonly client: AuthenticatedClient;
  readonly user: User;
  readonly scopes: UserScopes;
  readonly family: RefreshTokenFamily;
  readonly nonce?: string | undefined;
}

/** What a redeemed code and a redeemed refresh token have in common: the response. */
@Injectable()
export class UserTokenIssuer {
  constructor(
    private readonly directory: Directory,
    private readonly signer: TokenSigner,
    private readonly refreshTokens: RefreshTokens,
    private readonly addresses: Addresses,
    private readonly clock: MockClock,
  ) {}

  async issue(request: TokenRequest, grant: UserGrant): Promise<TokenResponse> {
    const { client, user, scopes, family } = grant;
    const granted = grantedPermissions(this.directory, client.app, user.key, scopes);
    if (granted.length === 0)
      throw new EntraError(65001, { client: client.app.clientId, clientName: client.app.displayName });

    request.note({ outcome: `token for ${scopes.resource.key} as ${user.key}: ${granted.join(', ')}` });
    const subject = this.#subject(grant, granted);
    const accessToken = userTokenClaims(subject, this.addresses);
    const lifetime = accessTokenSeconds - 1;
    return {
      token_type: 'Bearer',
      scope: fullNames(scopes, granted).join(' '),
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: await this.signer.sign(accessToken, scopes.resource.requestedAccessTokenVersion),
      ...(scopes.openId.includes('offline_access') && { refresh_token: this.refreshTokens.issue(family) }),
      ...(scopes.openId.includes('openid') && {
        id_token: await this.signer.sign(idTokenClaims(subject, grant.nonce, this.addresses), 2),
      }),
      ...(request.form.get('client_info') === '1' && {
        client_info: clientInfo(user, this.directory.tenant.id),
      }),
    };
  }

  #subject({ client, user, scopes, family }: UserGrant, granted: readonly string[]): UserTokenSubject {
    const { resource, requestedResource } = scopes;
    return {
      tenantId: this.directory.tenant.id,
      user,
      client: client.app,
      level: client.level,
      resource,
      requestedResource,
      scopes: granted,
      roles: this.directory.rolesOf(user.key, resource.key),
      sessionId: family.sessionId,
      validity: validity(this.clock.epochSeconds(), accessTokenSeconds),
    };
  }
}

/** The response names permissions in full, as they would be asked for. */
function fullNames({ requestedResource, permissions }: UserScopes, granted: readonly string[]): string[] {
  return permissions.length === 0 ? [...granted] : granted.map((name) => `${requestedResource}/${name}`);
}
