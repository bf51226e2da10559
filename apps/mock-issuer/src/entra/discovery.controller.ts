import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Addresses } from '../addresses.js';
import { Directory } from '../directory/directory.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { discoveryDocument } from './discovery.js';
import { allowAnyOrigin } from './entra-headers.js';
import { publishedKey } from './published-key.js';
import { isMultiTenantName, requireTenant } from './tenant.js';

@Controller(':tenant')
export class DiscoveryController {
  constructor(
    private readonly directory: Directory,
    private readonly keys: SigningKeys,
    private readonly addresses: Addresses,
  ) {}

  @Get('v2.0/.well-known/openid-configuration')
  configuration(
    @Param('tenant') tenant: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.#cacheable(tenant, reply);
    const issuerTenant = isMultiTenantName(tenant) ? '{tenantid}' : this.directory.tenant.id;
    const origin = this.addresses.originFor({ protocol: request.protocol, host: request.headers.host });
    return discoveryDocument({ tenant, issuerTenant, origin }, this.addresses);
  }

  @Get('discovery/v2.0/keys')
  keySet(@Param('tenant') tenant: string, @Res({ passthrough: true }) reply: FastifyReply) {
    this.#cacheable(tenant, reply);
    const issuer = this.addresses.issuer(this.directory.tenant.id);
    return { keys: this.keys.list().map((key) => publishedKey(key, issuer)) };
  }

  #cacheable(tenant: string, reply: FastifyReply): void {
    if (!isMultiTenantName(tenant)) requireTenant(this.directory, tenant, 'invalid_tenant');
    void reply.header('cache-control', 'max-age=86400, private');
    allowAnyOrigin(reply);
  }
}
