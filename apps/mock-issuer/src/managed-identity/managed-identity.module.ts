import { Module } from '@nestjs/common';
import { TokensModule } from '../tokens/tokens.module.js';
import { ManagedIdentityTokens } from './managed-identity-tokens.js';
import { ManagedIdentityController } from './managed-identity.controller.js';

@Module({
  imports: [TokensModule],
  controllers: [ManagedIdentityController],
  providers: [ManagedIdentityTokens],
})
export class ManagedIdentityModule {}
