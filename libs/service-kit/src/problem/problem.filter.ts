import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type KnownMethods } from '../http/known-methods.js';
import { contextOf } from '../logging/request-context.js';
import { PROBLEM_MEDIA_TYPE } from './problem.js';
import { ProblemException } from './problem-exception.js';
import { problemOf } from './problem-of.js';
import { serviceProblems } from './service-problems.js';

/** Answers every error with problem+json, and logs those that are the service's own fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly knownMethods: KnownMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();

    const cause = request.is404 ? this.nothingThere(request) : error;
    const problem = problemOf(cause);
    const context = contextOf(request);
    if (context) context.outcome = problem.code;
    if (problem.status >= 500 && !(cause instanceof ProblemException)) {
      this.logger.error({ err: error, code: problem.code }, 'request failed');
    }

    if (reply.sent) return;
    if (cause instanceof ProblemException) void reply.headers(cause.headers);
    void reply.status(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }

  /** RFC 9110 §15.5.6: an address that knows other methods answers 405, and `Allow` names them. */
  private nothingThere({ url }: FastifyRequest): ProblemException {
    const methods = this.knownMethods.of(url).join(', ');
    if (methods === '') return new ProblemException(serviceProblems.routeNotFound);
    return new ProblemException({ ...serviceProblems.methodNotAllowed, headers: { Allow: methods } });
  }
}
