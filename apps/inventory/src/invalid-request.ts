import { ProblemException, type RequestMistake, serviceProblems } from '@nest-entra/service-kit';

/** The 400 of the validation pipe, for what a schema alone cannot see: a header, a cursor's content. */
export function invalidRequest(mistake: RequestMistake): ProblemException {
  return new ProblemException({ ...serviceProblems.requestInvalid, errors: [mistake] });
}
