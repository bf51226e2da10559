import { z } from 'zod';
import { inventoryOperations, type Operation, problemAnswers } from './operations.js';

interface SchemaReference {
  readonly $ref: string;
}

/** The part of an OpenAPI 3.1 document that this API fills. */
export interface InventoryOpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: object;
  };
}

/**
 * The Inventory API as an OpenAPI 3.1 document, made from the very schemas that the service validates with and
 * the client reads with.
 */
export function inventoryOpenApi(): InventoryOpenApi {
  const components = new Components();
  const paths: Record<string, Record<string, object>> = {};
  for (const [operationId, operation] of Object.entries<Operation>(inventoryOperations)) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, {
      [operation.method.toLowerCase()]: describeOperation(operationId, operation, components),
    });
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Inventory', version: '1.0.0' },
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function describeOperation(operationId: string, operation: Operation, components: Components): object {
  return {
    operationId,
    summary: operation.summary,
    description: `Needs the app role \`${operation.role}\`.`,
    security: [{ bearer: [operation.role] }],
    parameters: parametersOf(operation, components),
    ...(operation.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: components.add(operation.body) } },
      },
    }),
    responses: responsesOf(operation, components),
  };
}

function parametersOf(operation: Operation, components: Components): object[] {
  const path = Object.entries(operation.parameters).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: components.add(schema),
  }));
  const query = Object.entries(operation.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: components.add(schema as z.ZodType),
  }));
  const headers = Object.entries(operation.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
  return [...path, ...query, ...headers];
}

function responsesOf(operation: Operation, components: Components): Record<string, object> {
  const responses: Record<string, object> = {};
  for (const [status, schema] of Object.entries(operation.answers)) {
    responses[status] = {
      description: schema ? 'Done' : 'Done, and there is nothing to say',
      ...(operation.etag && { headers: { ETag: { schema: { type: 'string' } } } }),
      ...(schema && { content: { 'application/json': { schema: components.add(schema) } } }),
    };
  }
  for (const [status, schema] of problemAnswers(operation)) {
    responses[status] = {
      description: 'Problem',
      content: { 'application/problem+json': { schema: components.add(schema) } },
    };
  }
  return responses;
}

/** Schemas with an id become components, once each; the others stay where they are used. */
class Components {
  readonly schemas: Record<string, object> = {};

  add(schema: z.ZodType): SchemaReference | object {
    const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io: 'input' });
    for (const [id, definition] of Object.entries($defs)) this.schemas[id] ??= relocated(definition);
    return relocated(json);
  }
}

/** JSON Schema keeps shared definitions under `$defs`, OpenAPI under `components`. */
function relocated(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as object;
}
