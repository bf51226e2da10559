import { readFileSync } from 'node:fs';
import { type Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { type ServiceConfig } from '../config/service-environment.js';
import { requestIdOf } from '../logging/request-log.js';
import { PROBLEM_MEDIA_TYPE } from '../problem/problem.js';
import { problemOf } from '../problem/problem-of.js';
import { answerClientError } from './client-error.js';
import { httpLimits } from './http-limits.js';

/** Fastify as every service runs it: limited in size and time, https when the configuration has a certificate. */
export function createFastifyAdapter(config: ServiceConfig): FastifyAdapter {
  const adapter = new FastifyAdapter({
    ...tlsOf(config),
    trustProxy: config.TRUST_PROXY,
    genReqId: requestIdOf,
    // the kit logs one line for each request, after the answer
    logger: false,
    bodyLimit: httpLimits.bodyBytes,
    requestTimeout: httpLimits.requestTimeoutMs,
    keepAliveTimeout: httpLimits.keepAliveTimeoutMs,
    handlerTimeout: httpLimits.handlerTimeoutMs,
    routerOptions: { maxParamLength: httpLimits.pathParameterCharacters },
    // a request that reaches a closing server is answered: it was sent in good faith
    return503OnClosing: false,
    // an address that the router cannot read: there is no route, hence no filter, to answer it
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error);
      void reply.status(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
    },
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) =>
      answerClientError(error, socket),
  });
  const fastify = adapter.getInstance();
  fastify.server.headersTimeout = httpLimits.headersTimeoutMs;
  // JSON is the only body there is: whatever else arrives gets 415
  fastify.removeContentTypeParser('text/plain');
  return adapter;
}

function tlsOf({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }: ServiceConfig) {
  const server = { maxHeaderSize: httpLimits.headerBytes };
  if (!certFile || !keyFile) return { http: server };
  return {
    https: {
      ...server,
      cert: readFileSync(certFile),
      key: readFileSync(keyFile),
      minVersion: 'TLSv1.2' as const,
    },
  };
}
