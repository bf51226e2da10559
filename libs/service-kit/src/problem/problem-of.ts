import { HttpException } from '@nestjs/common';
import { isProblem, NO_PROBLEM_TYPE, type Problem, statusPhrase } from './problem.js';
import { serviceProblems } from './service-problems.js';

/** What Fastify itself refuses or gives up, by status: its own messages may quote the request. */
const frameworkProblems = new Map<number, Problem>(
  [
    serviceProblems.requestMalformed,
    serviceProblems.requestTimeout,
    serviceProblems.bodyTooLarge,
    serviceProblems.addressTooLong,
    serviceProblems.mediaTypeUnsupported,
    serviceProblems.handlerTimeout,
  ].map((problem) => [problem.status, { type: NO_PROBLEM_TYPE, ...problem }]),
);

const internalError: Problem = { type: NO_PROBLEM_TYPE, ...serviceProblems.internalError };

/** The one place where an error becomes an answer. What is not known to be fit for the wire is not sent. */
export function problemOf(error: unknown): Problem {
  // Nest wraps Fastify's own errors, message and all
  const origin = error instanceof HttpException ? (error.cause ?? error) : error;
  if (isFastifyError(origin)) return frameworkProblems.get(origin.statusCode) ?? internalError;
  return error instanceof HttpException ? problemOfHttpException(error) : internalError;
}

function problemOfHttpException(error: HttpException): Problem {
  const body = error.getResponse();
  const status = error.getStatus();
  if (isProblem(body)) return { type: NO_PROBLEM_TYPE, ...body, status };
  const title = statusPhrase(status);
  const code = `HTTP_${String(status)}`;
  if (status >= 500) return { type: NO_PROBLEM_TYPE, title, status, code };
  // a message given to one of Nest's own exceptions was written by the service, for its caller
  const detail = error.message === title ? undefined : error.message;
  return { type: NO_PROBLEM_TYPE, title, status, code, ...(detail && { detail }) };
}

function isFastifyError(error: unknown): error is Error & { statusCode: number } {
  if (!(error instanceof Error)) return false;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number';
}
