import type { EventDeclaration, EventDefinition, JsonSchema } from "@admin-events/catalog";
import { z } from "zod";

const sources = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema that a declared schema was converted from; undefined for any other schema. */
export function getSourceSchema(schema: z.ZodType): JsonSchema | undefined {
  return sources.get(schema);
}

/** A schema that accepts what the JSON Schema does and fills in its defaults. @throws {Error} for keywords that zod does not know. */
export function toMetadataSchema(schema: JsonSchema): z.ZodType {
  // With a registry of its own, ids of different versions never collide.
  const converted = z.fromJSONSchema(schema, { registry: z.registry() });
  sources.set(converted, schema);

  return converted;
}

/** The definition that a declaration stands for. Its schema is converted on first use, because most events of a catalog are rare. */
export function toDefinition({ metadata, ...declaration }: EventDeclaration): EventDefinition {
  const definition = declaration as EventDefinition;
  let schema: z.ZodType | undefined;
  if (!metadata) return definition;

  return Object.defineProperty(definition, "metadata", {
    enumerable: true,
    get: () => (schema ??= toMetadataSchema(metadata)),
  });
}
