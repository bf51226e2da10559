import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { type FulfillmentProblemCode, fulfillmentProblems } from './fulfillment-problems.js';

/** Describes which of this API's own problems a route may answer with; the kit describes those that every route has. */
export function AnswersProblems(...codes: FulfillmentProblemCode[]): MethodDecorator {
  const statuses = new Set(codes.map((code) => fulfillmentProblems[code].status));
  return applyDecorators(
    ...[...statuses].map((status) => ApiResponse({ status, description: descriptionOf(status, codes) })),
  );
}

function descriptionOf(status: number, codes: readonly FulfillmentProblemCode[]): string {
  return codes
    .filter((code) => fulfillmentProblems[code].status === status)
    .map((code) => `\`${code}\`: ${fulfillmentProblems[code].title}.`)
    .join(' ');
}
