/** The PostgreSQL schema that holds every table, unless `DB_SCHEMA` names another. */
export const DEFAULT_SCHEMA = "admin_events";

/** A schema's name as SQL writes it, in double quotes. */
export type SchemaName = `"${string}"`;

export function quoteSchema(schema: string): SchemaName {
  return `"${schema.replaceAll('"', '""')}"`;
}

/** The name of a schema that this product would not use, or that PostgreSQL would cut. */
export class SchemaNameError extends Error {
  override readonly name = "SchemaNameError";
}

/** PostgreSQL cuts names after 63 bytes; `<schema>_jobs` and the names in it need the rest. */
const MAX_NAME_BYTES = 45;
const reserved = /^(pg_|information_schema$|public$)/;

/** What is wrong with the name of a schema; null for a valid one. The rule of `DB_SCHEMA` and of every option `schema`. */
export function findSchemaNameProblem(schema: string): string | null {
  const bytes = Buffer.byteLength(schema);
  if (bytes === 0 || bytes > MAX_NAME_BYTES) return `must have 1 to ${MAX_NAME_BYTES} bytes`;

  if (/["\\\u0000-\u001f]/.test(schema)) return "must not contain quotes, backslashes or control characters";
  if (reserved.test(schema)) return "must be a separate schema, such as admin_events";

  return null;
}

/** @throws {SchemaNameError} */
export function assertSchemaName(schema: string): void {
  const problem = findSchemaNameProblem(schema);
  if (problem) throw new SchemaNameError(`schema ${problem}, not ${JSON.stringify(schema)}.`);
}
