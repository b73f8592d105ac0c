/** The PostgreSQL schema that holds every table, unless `DB_SCHEMA` names another. */
export const DEFAULT_SCHEMA = "admin_events";

/** A schema's name as SQL writes it, in double quotes. */
export type SchemaName = `"${string}"`;

export function quoteSchema(schema: string): SchemaName {
  return `"${schema.replaceAll('"', '""')}"`;
}
