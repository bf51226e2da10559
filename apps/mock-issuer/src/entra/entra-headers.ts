import { type FastifyReply, type FastifyRequest } from 'fastify';
import { requestIds } from './request-ids.js';

/**
 * What Entra's token endpoint sends with every answer. Strict-Transport-Security is left out on purpose: browsers apply
 * it to a host with all its ports, so one https answer would lock every http://localhost page of the developer.
 */
export function setTokenHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'x-content-type-options': 'nosniff',
    p3p: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
    'x-ms-request-id': requestIds(request).traceId,
  });
}

/** Pages of any origin may read these answers: they hold no cookie and nothing that the caller did not prove a right to. */
export function allowAnyOrigin(reply: FastifyReply): void {
  void reply.header('access-control-allow-origin', '*');
}
