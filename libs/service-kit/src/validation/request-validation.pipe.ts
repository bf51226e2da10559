import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemException } from '../problem/problem-exception.js';
import { serviceProblems } from '../problem/service-problems.js';

/** One thing that is wrong with a request: where, and what. Never the value that was sent. */
export interface RequestMistake {
  readonly in: 'body' | 'query' | 'path' | 'header';
  /** Path of the field, e.g. `lines.0.quantity`; absent when the whole of `in` is wrong. */
  readonly field?: string;
  readonly detail: string;
}

type Validate = StandardSchemaValidationPipe['validate'];
type Issue = NonNullable<Awaited<ReturnType<Validate>>['issues']>[number];

/** A body can be wrong in more places than anybody reads. */
const MISTAKES_SHOWN = 20;
const DETAIL_CHARACTERS = 200;

const places = { body: 'body', query: 'query', param: 'path', custom: 'header' } as const;

/**
 * Validates whatever a handler declares a schema for (`@Body({ schema })`, `@Param('sku', { schema })`), and
 * answers 400 with the fields that are wrong. Nest's own pipe does not know which parameter an issue is about.
 */
export class RequestValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema } = metadata;
    if (!schema || !this.toValidate(metadata)) return value;
    this.stripProtoKeys(value);
    const result = await this.validate(value, schema);
    if (!result.issues) return result.value as T;
    throw new ProblemException({
      ...serviceProblems.requestInvalid,
      errors: result.issues.slice(0, MISTAKES_SHOWN).map((issue) => mistakeOf(issue, metadata)),
    });
  }
}

function mistakeOf(issue: Issue, { type, data }: ArgumentMetadata): RequestMistake {
  const path = (issue.path ?? []).map((segment) =>
    String(typeof segment === 'object' ? segment.key : segment),
  );
  const field = [...(data ? [data] : []), ...path].join('.').slice(0, DETAIL_CHARACTERS);
  return { in: places[type], ...(field && { field }), detail: issue.message.slice(0, DETAIL_CHARACTERS) };
}
