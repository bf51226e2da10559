import { Injectable } from '@nestjs/common';
import { Addresses } from '../addresses.js';
import { MockClock } from '../clock.js';
import { Directory } from '../directory/directory.js';
import { type Application, type ManagedIdentity } from '../directory/directory.schema.js';
import { appTokenClaims } from '../tokens/app-token.js';
import { managedIdentityTokenSeconds, validity } from '../tokens/token-lifetime.js';
import { TokenSigner } from '../tokens/token-signer.js';

@Injectable()
export class ManagedIdentityTokens {
  constructor(
    private readonly directory: Directory,
    private readonly signer: TokenSigner,
    private readonly addresses: Addresses,
    private readonly clock: MockClock,
  ) {}

  async issue(identity: ManagedIdentity, resource: Application, requestedResource: string) {
    const claims = appTokenClaims(
      {
        tenantId: this.directory.tenant.id,
        principal: identity,
        // Azure holds a certificate for every managed identity
        level: 'certificate',
        resource,
        requestedResource,
        roles: this.directory.rolesOf(identity.key, resource.key),
        validity: validity(this.clock.epochSeconds(), managedIdentityTokenSeconds),
      },
      this.addresses,
    );
    return {
      access_token: await this.signer.sign(claims, resource.requestedAccessTokenVersion),
      client_id: identity.clientId,
      expires_on: String(claims.exp),
      resource: requestedResource,
      token_type: 'Bearer',
    };
  }
}
