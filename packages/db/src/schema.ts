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

/** PostgreSQL cuts names after 63 bytes; `<schema>_jobs` and the channels of notifications need the rest. */
const pattern = /^[a-z_][a-z0-9_]{0,44}$/;
const reserved = /^(pg_|information_schema$|public$)/;

/** What is wrong with the name of a schema; null for a valid one. The rule of `DB_SCHEMA` and of every option `schema`. */
export function findSchemaNameProblem(schema: string): string | null {
  if (!pattern.test(schema))
    return "must be 1 to 45 lowercase letters, digits or underscores, and not start with a digit";
  if (reserved.test(schema)) return "must be a separate schema, such as admin_events";

  return null;
}

/** @throws {SchemaNameError} */
export function assertSchemaName(schema: string): void {
  const problem = findSchemaNameProblem(schema);
  if (problem) throw new SchemaNameError(`schema ${problem}, not ${JSON.stringify(schema)}.`);
}
