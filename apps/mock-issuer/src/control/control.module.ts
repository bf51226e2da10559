import { Module } from '@nestjs/common';
import { ClockController } from './clock.controller.js';
import { CredentialRoll } from './credential-roll.js';
import { CredentialsController } from './credentials.controller.js';
import { FaultsController } from './faults.controller.js';
import { ForgeController } from './forge.controller.js';
import { KeysController } from './keys.controller.js';
import { ManagedIdentityHeaderController } from './managed-identity.controller.js';
import { RequestsController } from './requests.controller.js';
import { RolesController } from './roles.controller.js';
import { StateController } from './state.controller.js';
import { TenantOverview } from './tenant-overview.js';
import { VaultController } from './vault.controller.js';
import { WorkloadController } from './workload.controller.js';
import { TokenForge } from './token-forge.js';

@Module({
  controllers: [
    StateController,
    KeysController,
    CredentialsController,
    RolesController,
    FaultsController,
    ClockController,
    ForgeController,
    RequestsController,
    WorkloadController,
    VaultController,
    ManagedIdentityHeaderController,
  ],
  providers: [CredentialRoll, TokenForge, TenantOverview],
  exports: [TenantOverview],
})
export class ControlModule {}
