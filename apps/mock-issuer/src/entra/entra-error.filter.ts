import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { MockClock } from '../clock.js';
import { ProblemException, problemType } from '../http/problem.js';
import { statusOf } from '../http/status-of.js';
import { RequestLog } from '../request-log.js';
import { EntraError, errorBody, isEntraError } from './entra-error.js';
import { allowAnyOrigin, setTokenHeaders } from './entra-headers.js';
import { requestIds } from './request-ids.js';

/** Words every failure of this application: Entra's refusals as Entra does, everything else as a problem. */
@Catch()
export class EntraErrorFilter implements ExceptionFilter {
  constructor(
    private readonly clock: MockClock,
    private readonly requests: RequestLog,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = isEntraPath(request) ? asEntraError(thrown) : undefined;
    if (error) {
      this.requests.note(request.raw, { reason: error.message });
      setTokenHeaders(request, reply);
      allowAnyOrigin(reply);
      void reply.code(error.status).send(errorBody(error, requestIds(request), this.clock.now()));
      return;
    }
    const { problem } = asProblem(thrown);
    const words = thrown instanceof Error ? thrown.message : 'unknown';
    this.requests.note(request.raw, { reason: problem.status === 500 ? `bug in the mock: ${words}` : words });
    void reply.code(problem.status).type(problemType).send(problem);
  }
}

function isEntraPath(request: FastifyRequest): boolean {
  return /^\/[^/?]+\/(oauth2|discovery|v2\.0|adminconsent)\b/.test(request.url);
}

/** A body that the parsers refused is a body without the parameter that Entra looks for first. */
function asEntraError(thrown: unknown): EntraError | undefined {
  if (isEntraError(thrown)) return thrown;
  const status = statusOf(thrown);
  if (status === 413) return new EntraError(90015, {});
  return status === 400 || status === 415 ? new EntraError(900144, { parameter: 'grant_type' }) : undefined;
}

function asProblem(thrown: unknown): ProblemException {
  if (thrown instanceof ProblemException) return thrown;
  const status = statusOf(thrown);
  const title = status === 500 || !(thrown instanceof Error) ? 'The mock failed' : thrown.message;
  return new ProblemException(status, title);
}
