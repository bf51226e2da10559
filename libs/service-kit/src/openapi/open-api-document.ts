import { type INestApplication } from '@nestjs/common';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { zodSchemaConverter } from './json-schemas.js';
import { type OpenApiOptions, type RequirementOf, type RouteRequirement } from './open-api-options.js';
import { requirementInWords, securityOf, securitySchemesOf } from './operation-security.js';
import { type OperationObject, problemSchema, withProblemResponses } from './problem-responses.js';
import { operationIdOf, requirementsByOperation } from './route-requirements.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/**
 * Describes the API of an application: its routes and schemas as `@nestjs/swagger` finds them, and for each
 * route what it requires, read from the decorators that enforce it.
 */
export function openApiDocument(
  app: INestApplication,
  options: OpenApiOptions,
  requirementOf: RequirementOf = () => undefined,
): OpenAPIObject {
  const scanned = SwaggerModule.createDocument(app, openApiBase(options), {
    operationIdFactory: operationIdOf,
    standardSchemaConverter: zodSchemaConverter(),
  });
  const requirements = requirementsByOperation(app, requirementOf);
  for (const path of Object.values(scanned.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      const requirement = requirements.get(operation.operationId ?? '');
      path[method] = describeOperation(operation, requirement, options);
    }
  }
  const schemas = { Problem: problemSchema, ...scanned.components?.schemas };
  return { ...scanned, components: { ...scanned.components, schemas } };
}

function openApiBase({
  title,
  version,
  description = '',
  signIn,
}: OpenApiOptions): Omit<OpenAPIObject, 'paths'> {
  return {
    openapi: '3.1.0',
    info: { title, version, description },
    components: { securitySchemes: securitySchemesOf(signIn) },
  };
}

function describeOperation(
  operation: OperationObject,
  requirement: RouteRequirement | undefined,
  { signIn }: OpenApiOptions,
): OperationObject {
  const responses = withProblemResponses(operation, requirement);
  if (!requirement) return { ...operation, responses };
  const description = [operation.description, requirementInWords(requirement)].filter(Boolean).join('\n\n');
  return { ...operation, description, responses, security: securityOf(requirement, signIn) };
}
