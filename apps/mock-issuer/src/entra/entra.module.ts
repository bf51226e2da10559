import { Module } from '@nestjs/common';
import { TokensModule } from '../tokens/tokens.module.js';
import { DiscoveryController } from './discovery.controller.js';
import { ClientAssertions } from './token/client-assertion.js';
import { ClientAuthentication } from './token/client-authentication.js';
import { ClientCredentialsGrant } from './token/client-credentials.grant.js';
import { ClientSecrets } from './token/client-secret.js';
import { TokenController } from './token/token.controller.js';

@Module({
  imports: [TokensModule],
  controllers: [DiscoveryController, TokenController],
  providers: [ClientAuthentication, ClientSecrets, ClientAssertions, ClientCredentialsGrant],
})
export class EntraModule {}
