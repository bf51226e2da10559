import { Body, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { Addresses } from '../addresses.js';
import { deletedSecretBundle, secretBundle, secretItem, secretVersionItem } from './secret-bundle.js';
import { requireName, secretNotFound } from './secret-name.js';
import { VaultError } from './vault-error.js';
import { vaultList } from './vault-list.js';
import { VaultRoutes } from './vault-routes.decorator.js';
import { type NewSecret, type SecretVersion, VaultSecrets } from './vault-secrets.js';
import { Needs } from './vault.guard.js';
import { listQuery, type ListQuery, setSecretBody } from './vault.schema.js';

@VaultRoutes('secrets')
export class SecretsController {
  constructor(
    private readonly secrets: VaultSecrets,
    private readonly addresses: Addresses,
  ) {}

  @Get()
  @Needs('list')
  list(@Query({ schema: listQuery }) query: ListQuery) {
    const items = this.secrets.list().map((secret) => secretItem(secret, this.#vaultUrl));
    return vaultList(items, query, `${this.#vaultUrl}/secrets`);
  }

  @Get(':name/versions')
  @Needs('list')
  versions(@Param('name') name: string, @Query({ schema: listQuery }) query: ListQuery) {
    const items = this.secrets.versions(name).map((secret) => secretVersionItem(secret, this.#vaultUrl));
    return vaultList(items, query, `${this.#vaultUrl}/secrets/${requireName(name)}/versions`);
  }

  @Get(':name')
  @Needs('get')
  newest(@Param('name') name: string) {
    return this.#show(name, this.secrets.get(requireName(name)));
  }

  @Get(':name/:version')
  @Needs('get')
  version(@Param('name') name: string, @Param('version') version: string) {
    return this.#show(name, this.secrets.get(requireName(name), version));
  }

  @Put(':name')
  @Needs('set')
  set(@Param('name') name: string, @Body({ schema: setSecretBody }) secret: NewSecret) {
    if (this.secrets.deleted(requireName(name)))
      throw new VaultError(
        409,
        'Conflict',
        `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
        undefined,
        'ObjectIsDeletedButRecoverable',
      );
    return secretBundle(this.secrets.set(name, secret), this.#vaultUrl);
  }

  @Delete(':name')
  @Needs('delete')
  delete(@Param('name') name: string) {
    const deleted = this.secrets.delete(requireName(name));
    if (!deleted) throw secretNotFound(name);
    return deletedSecretBundle(deleted, this.#vaultUrl);
  }

  /** Dates are information only, as in the real vault: it hands out expired secrets, and refuses disabled ones. */
  #show(name: string, secret: SecretVersion | undefined) {
    if (!secret) throw secretNotFound(name);
    if (!secret.enabled)
      throw new VaultError(
        403,
        'Forbidden',
        'Operation get is not allowed on a disabled secret.',
        undefined,
        'SecretDisabled',
      );
    return secretBundle(secret, this.#vaultUrl);
  }

  get #vaultUrl(): string {
    return this.addresses.vaultUrl;
  }
}
