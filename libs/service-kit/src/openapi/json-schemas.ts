import { isDeepStrictEqual } from 'node:util';
import { type StandardSchemaConverter } from '@nestjs/swagger';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * Converts the zod schemas of one document. OpenAPI 3.1 speaks JSON Schema 2020-12, which zod writes exactly;
 * the converter that `@nestjs/swagger` would use asks for OpenAPI 3.0, whose `exclusiveMinimum` is a boolean.
 *
 * A schema with an id becomes a component. One id must mean one thing, in requests and in answers.
 */
export function zodSchemaConverter(): StandardSchemaConverter {
  const known = new Map<string, JsonSchema>();
  return (schema, { schemaType }) => {
    if (!(schema instanceof z.ZodType)) return undefined;
    const {
      $schema: _,
      $defs = {},
      ...json
    } = z.toJSONSchema(schema, { io: schemaType, override: keepObjectsOpen });
    for (const [id, definition] of Object.entries($defs)) requireOneMeaning(known, id, definition);
    return { schema: json, components: $defs };
  };
}

/** In answers zod closes every object. Clients that believed it would break at the first new member. */
function keepObjectsOpen({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: JsonSchema;
}): void {
  const isStrict = zodSchema._zod.def.type === 'object' && zodSchema._zod.def.catchall !== undefined;
  if (!isStrict && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

function requireOneMeaning(known: Map<string, JsonSchema>, id: string, definition: JsonSchema): void {
  const earlier = known.get(id);
  if (earlier && !isDeepStrictEqual(earlier, definition)) {
    throw new Error(
      `OpenAPI: two different schemas have the id "${id}". A request's defaults make it differ from an answer`,
    );
  }
  known.set(id, definition);
}
