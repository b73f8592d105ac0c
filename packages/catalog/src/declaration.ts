import type { AnyCatalog } from "./define-events.ts";

/** JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** An event of a catalog as JSON. */
export interface EventDeclaration {
  title: string;
  icon: string;
  metadata?: JsonSchema;
  /** A template. */
  describe?: string;
  pii?: readonly string[];
  retentionDays?: number | "forever";
  deprecated?: string;
  aliases?: readonly string[];
}

export interface CatalogDeclaration {
  events: Record<string, EventDeclaration>;
  /** What the JSON does not say, although the catalog does. */
  warnings: string[];
}

/** An event as an app defines it: with a schema of zod or any library of Standard JSON Schema, or with JSON Schema. */
export interface DeclarableEvent extends Omit<EventDeclaration, "metadata" | "describe"> {
  metadata?: unknown;
  describe?: string | ((event: never) => string);
}

/** https://standardschema.dev/json-schema */
interface StandardSchema {
  "~standard": {
    jsonSchema?: { input: (options: { target: string; libraryOptions?: object }) => JsonSchema };
  };
}

/**
 * Converts a catalog to JSON, to declare it to a server. Refinements, transforms and other rules that JSON Schema cannot
 * express stay in the app.
 *
 * @throws {TypeError} if a schema cannot be converted.
 */
export function toDeclaration(
  catalog: AnyCatalog | Readonly<Record<string, DeclarableEvent>>,
): CatalogDeclaration {
  const events: Record<string, EventDeclaration> = {};
  const warnings: string[] = [];

  for (const [name, definition] of Object.entries<DeclarableEvent>(catalog)) {
    const { title, icon, metadata, describe, pii, retentionDays, deprecated, aliases } = definition;
    if (typeof describe === "function") {
      warnings.push(
        `The description of ${name} is a function, which cannot be sent. Write a template, such as "{user} ordered {metadata.total}".`,
      );
    }
    events[name] = withoutUndefined({
      title,
      icon,
      metadata: metadata === undefined ? undefined : toJsonSchema(name, metadata),
      describe: typeof describe === "string" ? describe : undefined,
      pii,
      retentionDays,
      deprecated,
      aliases,
    });
  }

  return { events, warnings };
}

function toJsonSchema(name: string, schema: unknown): JsonSchema {
  const isObject = typeof schema === "object" || typeof schema === "function";
  if (!isObject || schema === null) throw new TypeError(`The metadata of ${name} is not a schema.`);
  if (!("~standard" in schema)) return schema as JsonSchema;

  const { jsonSchema } = (schema as StandardSchema)["~standard"];
  if (!jsonSchema) {
    throw new TypeError(
      `The metadata of ${name} cannot be converted to JSON Schema. Use zod 4.2 or newer, or write JSON Schema.`,
    );
  }
  // What zod cannot represent, such as a date, is then any value.
  const libraryOptions = { unrepresentable: "any", cycles: "ref" };

  const { $schema: _, ...converted } = jsonSchema.input({ target: "draft-2020-12", libraryOptions });
  return converted;
}

function withoutUndefined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value;
}
