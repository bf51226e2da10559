import { Module } from '@nestjs/common';
import { DeletedSecretsController } from './deleted-secrets.controller.js';
import { SecretsController } from './secrets.controller.js';
import { VaultAccess } from './vault-access.js';
import { VaultCallers } from './vault-caller.js';

@Module({
  controllers: [SecretsController, DeletedSecretsController],
  providers: [VaultAccess, VaultCallers],
})
export class VaultModule {}
