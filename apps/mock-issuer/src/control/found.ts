import { ProblemException } from '../http/problem.js';

/** @throws {ProblemException} 404 with the given title when there is nothing */
export function found<T>(value: T | undefined, title: string): T {
  if (value === undefined) throw new ProblemException(404, title);
  return value;
}
