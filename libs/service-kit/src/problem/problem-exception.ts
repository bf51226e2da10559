import { HttpException } from '@nestjs/common';
import { NO_PROBLEM_TYPE, type Problem } from './problem.js';

/** A problem to answer with; members beyond the named ones become extension members (RFC 9457 §3.2). */
export interface ProblemOptions {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** Stable and meant for programs, e.g. `STOCK_INSUFFICIENT`. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  /** A URI that identifies the kind of problem; default `about:blank`. */
  readonly type?: string;
  /** Response headers that belong to the answer, e.g. `Retry-After`. Not part of the body. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly [extension: string]: unknown;
}

/**
 * Answers a request with an RFC 9457 problem document.
 *
 * @example
 * throw new ProblemException({
 *   status: 409, code: 'STOCK_INSUFFICIENT', title: 'There is not enough stock', lines,
 * });
 */
export class ProblemException extends HttpException {
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    { headers = {}, type = NO_PROBLEM_TYPE, ...members }: ProblemOptions,
    options?: { cause?: unknown },
  ) {
    const problem: Problem = { type, ...members };
    super(problem, members.status, options);
    this.message = members.title;
    this.headers = headers;
  }

  override getResponse(): Problem {
    return super.getResponse() as Problem;
  }
}
