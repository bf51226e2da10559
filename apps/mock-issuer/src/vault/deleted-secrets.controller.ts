import { Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Addresses } from '../addresses.js';
import { deletedSecretBundle, secretVersionItem } from './secret-bundle.js';
import { requireName, secretNotFound } from './secret-name.js';
import { VaultRoutes } from './vault-routes.decorator.js';
import { VaultSecrets } from './vault-secrets.js';
import { Needs } from './vault.guard.js';

/** The SDK's delete and recover operations poll here until the service has caught up; ours has at once. */
@VaultRoutes('deletedsecrets')
export class DeletedSecretsController {
  constructor(
    private readonly secrets: VaultSecrets,
    private readonly addresses: Addresses,
  ) {}

  @Get(':name')
  @Needs('list')
  show(@Param('name') name: string) {
    const deleted = this.secrets.deleted(requireName(name));
    if (!deleted) throw secretNotFound(name);
    return deletedSecretBundle(deleted, this.addresses.vaultUrl);
  }

  @Post(':name/recover')
  @HttpCode(200)
  @Needs('recover')
  recover(@Param('name') name: string) {
    const recovered = this.secrets.recover(requireName(name));
    if (!recovered) throw secretNotFound(name);
    return secretVersionItem(recovered, this.addresses.vaultUrl);
  }

  @Delete(':name')
  @HttpCode(204)
  @Needs('purge')
  purge(@Param('name') name: string): void {
    if (!this.secrets.deleted(requireName(name))) throw secretNotFound(name);
    this.secrets.purge(name);
  }
}
