import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { type Operation, problemAnswers } from '@nest-entra/inventory-contract';

/**
 * Describes a handler as the contract describes its operation. What the handler needs of its caller is said by
 * `@Roles`, which enforces it; a test holds the two against each other.
 */
export function Implements(operation: Operation): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: operation.summary }),
    ...Object.entries(operation.headers ?? {}).map(([name, description]) =>
      ApiHeader({ name, description, required: false }),
    ),
    ...Object.entries(operation.answers).map(([status, schema]) =>
      ApiResponse({
        status: Number(status),
        description: schema ? 'Done' : 'Done, and there is nothing to say',
        ...(schema && { standardSchema: schema }),
        ...(operation.etag && { headers: { ETag: { schema: { type: 'string' } } } }),
      }),
    ),
    ...[...problemAnswers(operation)].map(([status, schema]) =>
      ApiResponse({ status, description: 'Problem', standardSchema: schema }),
    ),
  );
}
