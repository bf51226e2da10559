import { Injectable } from '@nestjs/common';
import { Addresses } from '../../addresses.js';
import { MockClock } from '../../clock.js';
import { Directory } from '../../directory/directory.js';
import { appTokenClaims } from '../../tokens/app-token.js';
import { accessTokenSeconds, validity } from '../../tokens/token-lifetime.js';
import { TokenSigner } from '../../tokens/token-signer.js';
import { EntraError } from '../entra-error.js';
import { appScope } from './app-scope.js';
import { ClientAuthentication } from './client-authentication.js';
import { requireParameter, type TokenRequest, type TokenResponse } from './token-request.js';

/** An application's token for itself (RFC 6749 section 4.4). */
@Injectable()
export class ClientCredentialsGrant {
  constructor(
    private readonly directory: Directory,
    private readonly clients: ClientAuthentication,
    private readonly signer: TokenSigner,
    private readonly addresses: Addresses,
    private readonly clock: MockClock,
  ) {}

  async redeem(request: TokenRequest): Promise<TokenResponse> {
    const app = this.clients.identify(request);
    const scope = requireParameter(request.form, 'scope');
    const client = await this.clients.authenticate(request, app);
    if (client.level === 'public') throw new EntraError(7000216, {});

    const { resource, requestedResource } = appScope(this.directory, scope);
    const roles = this.directory.rolesOf(app.key, resource.key);
    if (resource.assignmentRequired && roles.length === 0)
      throw new EntraError(501051, {
        client: app.clientId,
        clientName: app.displayName,
        resource: resource.clientId,
        resourceName: resource.displayName,
      });

    const claims = appTokenClaims(
      {
        tenantId: this.directory.tenant.id,
        principal: app,
        level: client.level,
        resource,
        requestedResource,
        roles,
        validity: validity(this.clock.epochSeconds(), accessTokenSeconds),
      },
      this.addresses,
    );
    request.note({ outcome: `token for ${resource.key}: ${roles.join(', ') || 'no role'}` });
    const lifetime = accessTokenSeconds - 1;
    return {
      token_type: 'Bearer',
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: await this.signer.sign(claims, resource.requestedAccessTokenVersion),
    };
  }
}
