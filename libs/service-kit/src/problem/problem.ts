import { STATUS_CODES } from 'node:http';

/** An RFC 9457 problem document. `code` is stable and meant for programs; `title` and `detail` for people. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly [extension: string]: unknown;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** RFC 9457 §4.2.1: the type of a problem that its status and members already describe. */
export const NO_PROBLEM_TYPE = 'about:blank';

/** What an exception's body needs to be passed on as the problem it is; `status` and `type` can be filled in. */
export type ProblemBody = Pick<Problem, 'code' | 'title'> & Partial<Problem>;

/** Whether an exception's body is a problem already. */
export function isProblem(body: unknown): body is ProblemBody {
  if (typeof body !== 'object' || body === null) return false;
  const { code, title } = body as Partial<Problem>;
  return typeof code === 'string' && typeof title === 'string';
}

/** The phrase of a status, as HTTP names it. */
export function statusPhrase(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}
