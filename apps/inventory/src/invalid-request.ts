import { ProblemException } from '@nest-entra/service-kit';

/** The 400 of the validation pipe, for what a schema alone cannot see: a header, a cursor's content. */
export function invalidRequest(field: string, message: string): ProblemException {
  return new ProblemException({
    status: 400,
    code: 'REQUEST_INVALID',
    title: 'The request is not valid',
    errors: [{ field, message }],
  });
}
