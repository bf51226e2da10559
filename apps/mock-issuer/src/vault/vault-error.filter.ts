import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Addresses } from '../addresses.js';
import { Directory } from '../directory/directory.js';
import { statusOf } from '../http/status-of.js';
import { RequestLog } from '../request-log.js';
import { VaultError } from './vault-error.js';

/** Key Vault's error body, and on 401 the challenge that tells the SDKs where to get a token and for what. */
@Catch()
export class VaultErrorFilter implements ExceptionFilter {
  constructor(
    private readonly addresses: Addresses,
    private readonly directory: Directory,
    private readonly requests: RequestLog,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, code, message, reason, innerCode } = asVaultError(thrown);
    this.requests.note(request.raw, { reason });
    if (status === 401) {
      const authority = `${this.addresses.issuerUrl}/${this.directory.tenant.id}`;
      const challenge = `Bearer authorization="${authority}", resource="${this.addresses.vaultResource}"`;
      void reply.header('www-authenticate', challenge);
    }
    void reply
      .code(status)
      .headers({ 'x-ms-keyvault-region': 'local', 'x-ms-request-id': randomUUID() })
      .send({
        error: { code, message, ...(innerCode !== undefined && { innererror: { code: innerCode } }) },
      });
  }
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly reason: string;
  readonly innerCode?: string | undefined;
}

function asVaultError(thrown: unknown): Refusal {
  if (thrown instanceof VaultError) return thrown;
  const message = thrown instanceof Error ? thrown.message : 'unknown';
  const status = statusOf(thrown);
  return status === 500
    ? {
        status,
        code: 'InternalServerError',
        message: 'The mock failed.',
        reason: `bug in the mock: ${message}`,
      }
    : { status, code: status === 404 ? 'NotFound' : 'BadParameter', message, reason: message };
}
