import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { RequestLog } from '../request-log.js';

/** A refusal of App Service's token service. */
export class ManagedIdentityError extends Error {
  override readonly name = 'ManagedIdentityError';

  constructor(
    readonly statusCode: 400 | 401,
    message: string,
  ) {
    super(message);
  }
}

@Catch(ManagedIdentityError)
export class ManagedIdentityErrorFilter implements ExceptionFilter<ManagedIdentityError> {
  constructor(private readonly requests: RequestLog) {}

  catch({ statusCode, message }: ManagedIdentityError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.requests.note(http.getRequest<FastifyRequest>().raw, { reason: message });
    void http.getResponse<FastifyReply>().code(statusCode).send({ statusCode, message });
  }
}
