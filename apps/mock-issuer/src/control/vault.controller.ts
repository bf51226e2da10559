import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type z } from 'zod';
import { VaultSecrets } from '../vault/vault-secrets.js';
import { ControlRoutes } from './control-routes.decorator.js';
import { vaultSecret } from './control.schema.js';
import { found } from './found.js';

@ControlRoutes('vault')
export class VaultController {
  constructor(private readonly vault: VaultSecrets) {}

  @Post('disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Add a disabled version of a secret: reading it answers 403 SecretDisabled' })
  disable(@Body({ schema: vaultSecret }) { name }: z.output<typeof vaultSecret>) {
    const { value, contentType, expires } = found(this.vault.get(name), `The vault has no secret "${name}"`);
    const { version } = this.vault.set(name, { value, contentType, expires, enabled: false });
    return { disabled: name, version };
  }

  @Post('delete')
  @HttpCode(200)
  @ApiOperation({ summary: 'Delete a secret: reading it answers 404 SecretNotFound' })
  delete(@Body({ schema: vaultSecret }) { name }: z.output<typeof vaultSecret>) {
    found(this.vault.delete(name), `The vault has no secret "${name}"`);
    return { deleted: name };
  }
}
