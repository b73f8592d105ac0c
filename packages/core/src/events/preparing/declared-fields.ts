import { z } from "zod";
import { getSourceSchema } from "../../declared-catalogs/index.ts";

/** The fields that a metadata schema declares, with those within them. */
export interface DeclaredFields {
  fields: ReadonlyMap<string, DeclaredFields>;
  /** Whether other fields are expected as well: the schema allows them, or has no fixed shape. */
  isOpen: boolean;
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  patternProperties?: object;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

const MAX_DEPTH = 6;
/** Of one schema, because references to itself multiply. */
const MAX_READ_PARTS = 20_000;
const JSON_SCHEMA_OPTIONS = { io: "input", unrepresentable: "any", cycles: "ref" } as const;
const NO_FIELDS: DeclaredFields = { fields: new Map(), isOpen: true };
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
    // A declared schema says of its fields less than its JSON Schema did.
    const root = getSourceSchema(schema) ?? z.toJSONSchema(schema, JSON_SCHEMA_OPTIONS);
    return collectFields({ root, partsLeft: MAX_READ_PARTS }, root, 0);
  } catch {
    // A schema of another library.
    return NO_FIELDS;
  }
}

interface Reading {
  root: JsonSchema;
  partsLeft: number;
}

function collectFields(reading: Reading, schema: JsonSchema, depth: number): DeclaredFields {
  if (depth > MAX_DEPTH || reading.partsLeft-- <= 0) return NO_FIELDS;

  const own = Object.entries(schema.properties ?? {});
  const fields = new Map(own.map(([key, property]) => [key, collectFields(reading, property, depth + 1)]));
  const parts = listParts(reading.root, schema);
  let isOpen = [schema, ...parts].some(allowsOthers);
  for (const part of parts) {
    const declared = collectFields(reading, part, depth + 1);
    isOpen ||= declared.isOpen && declared.fields.size > 0;
    for (const [key, field] of declared.fields) fields.set(key, field);
  }

  return { fields, isOpen: isOpen || fields.size === 0 };
}

function allowsOthers({ additionalProperties = false, patternProperties }: JsonSchema): boolean {
  return additionalProperties !== false || patternProperties !== undefined;
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
