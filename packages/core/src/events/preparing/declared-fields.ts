import { z } from "zod";

/** The fields that a metadata schema declares, with those within them. */
export interface DeclaredFields {
  fields: ReadonlyMap<string, DeclaredFields>;
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

const MAX_DEPTH = 6;
const NO_FIELDS: DeclaredFields = { fields: new Map() };
const fieldsBySchema = new WeakMap<z.ZodType, DeclaredFields>();

/** The declared fields of a schema. A list declares the fields of its elements. None for a schema without a fixed shape. */
export function getDeclaredFields(schema: z.ZodType | undefined): DeclaredFields {
  if (!schema) return NO_FIELDS;

  let declared = fieldsBySchema.get(schema);
  if (!declared) {
    declared = readFields(schema);
    fieldsBySchema.set(schema, declared);
  }
  return declared;
}

function readFields(schema: z.ZodType): DeclaredFields {
  try {
    const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", cycles: "ref" }) as JsonSchema;
    return { fields: collectFields(root, root, 0) };
  } catch {
    // A schema of another library.
    return NO_FIELDS;
  }
}

function collectFields(root: JsonSchema, schema: JsonSchema, depth: number): Map<string, DeclaredFields> {
  const fields = new Map<string, DeclaredFields>();
  if (depth > MAX_DEPTH) return fields;

  for (const [key, property] of Object.entries(schema.properties ?? {}))
    fields.set(key, { fields: collectFields(root, property, depth + 1) });
  for (const part of listParts(root, schema)) {
    for (const [key, declared] of collectFields(root, part, depth + 1)) fields.set(key, declared);
  }

  return fields;
}

function listParts(root: JsonSchema, { items, anyOf = [], oneOf = [], allOf = [], $ref }: JsonSchema) {
  const referenced = $ref === "#" ? root : root.$defs?.[$ref?.replace("#/$defs/", "") ?? ""];

  return [
    ...(typeof items === "object" ? [items] : []),
    ...anyOf,
    ...oneOf,
    ...allOf,
    ...(referenced ? [referenced] : []),
  ];
}
