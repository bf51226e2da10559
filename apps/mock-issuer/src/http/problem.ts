import { HttpException } from '@nestjs/common';

/** RFC 9457. The control API and everything that is not a look-alike answers mistakes with this. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

export const problemType = 'application/problem+json; charset=utf-8';

export class ProblemException extends HttpException {
  override readonly name = 'ProblemException';
  readonly problem: Problem;

  constructor(status: number, title: string, detail?: string) {
    super(title, status);
    this.problem = { type: 'about:blank', title, status, ...(detail !== undefined && { detail }) };
  }
}
