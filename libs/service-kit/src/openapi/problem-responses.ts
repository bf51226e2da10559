import { type OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE, statusPhrase } from '../problem/problem.js';
import { type RouteRequirement } from './open-api-options.js';

export type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = OperationObject['responses'];
type ResponseObject = Extract<Responses[string], { description: string }>;

const PROBLEM_REFERENCE = { $ref: '#/components/schemas/Problem' };

/** RFC 9457, with the `code` that programs decide by. A service may describe its own under the same id. */
export const problemSchema = {
  type: 'object' as const,
  description: 'An RFC 9457 problem. Decide by `code`: it is stable, the texts are not.',
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const },
    detail: { type: 'string' as const },
  },
  required: ['type', 'title', 'status', 'code'],
};

/** An operation's responses with the problems that any operation of its kind may answer with. */
export function withProblemResponses(
  operation: OperationObject,
  requirement: RouteRequirement | undefined,
): Responses {
  const documented = Object.entries(operation.responses).map(
    ([status, response]): [string, Responses[string]] => [
      status,
      Number(status) >= 400 ? asProblem(response) : response,
    ],
  );
  const common = commonStatuses(operation, requirement).map((status): [string, ResponseObject] => [
    String(status),
    asProblem({ description: statusPhrase(status) }),
  ]);
  return Object.fromEntries([...common, ...documented]);
}

function commonStatuses(operation: OperationObject, requirement: RouteRequirement | undefined): number[] {
  const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  return [
    ...(takesInput ? [400] : []),
    ...(operation.requestBody !== undefined ? [413, 415] : []),
    ...(requirement?.kind === 'public' ? [] : [401, 403]),
    429,
    500,
    503,
  ];
}

/** Whatever schema a problem has, it is sent as a problem. */
function asProblem(response: Responses[string]): ResponseObject {
  const { content, ...rest } = response as ResponseObject;
  const schema = content?.['application/json']?.schema ?? PROBLEM_REFERENCE;
  return { ...rest, content: { [PROBLEM_MEDIA_TYPE]: { schema } } };
}
