import { Controller, Get, Param, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Addresses } from '../addresses.js';
import { RequestLog } from '../request-log.js';
import { secretBundle } from './secret-bundle.js';
import { type VaultAction, VaultAccess } from './vault-access.js';
import { VaultCallers } from './vault-caller.js';
import { VaultError } from './vault-error.js';
import { VaultSecrets, type SecretVersion } from './vault-secrets.js';

@Controller('secrets')
export class VaultController {
  constructor(
    private readonly secrets: VaultSecrets,
    private readonly callers: VaultCallers,
    private readonly access: VaultAccess,
    private readonly addresses: Addresses,
    private readonly requests: RequestLog,
  ) {}

  @Get(':name')
  newest(@Req() request: FastifyRequest, @Param('name') name: string) {
    return this.#get(request, name);
  }

  @Get(':name/:version')
  version(@Req() request: FastifyRequest, @Param('name') name: string, @Param('version') version: string) {
    return this.#get(request, name, version || undefined);
  }

  async #get(request: FastifyRequest, name: string, version?: string) {
    await this.#authorize(request, 'get', name);
    const secret = this.secrets.get(name, version);
    if (!secret) throw notFound(name);
    requireEnabled(secret);
    return secretBundle(secret, this.addresses.vaultUrl);
  }

  async #authorize(request: FastifyRequest, action: VaultAction, name: string): Promise<void> {
    const caller = await this.callers.authenticate(request.headers.authorization);
    this.requests.note(request.raw, { caller: caller.key });
    this.access.require(caller, action, name);
  }
}

function notFound(name: string): VaultError {
  return new VaultError(
    404,
    'SecretNotFound',
    `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  );
}

function requireEnabled(secret: SecretVersion): void {
  if (!secret.enabled)
    throw new VaultError(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.');
}
