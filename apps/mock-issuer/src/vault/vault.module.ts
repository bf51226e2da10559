import { Module } from '@nestjs/common';
import { VaultAccess } from './vault-access.js';
import { VaultCallers } from './vault-caller.js';
import { VaultController } from './vault.controller.js';

@Module({ controllers: [VaultController], providers: [VaultAccess, VaultCallers] })
export class VaultModule {}
