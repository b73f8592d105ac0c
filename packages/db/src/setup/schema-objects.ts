import type { ClientBase } from "pg";

export interface SchemaObject {
  schema: string;
  kind: "table" | "view" | "sequence" | "type" | "function";
  name: string;
}

/** Every table, view, sequence, type and function of the schemas, tables first. Indexes and the types of tables are left out. */
export async function listSchemaObjects(
  client: ClientBase,
  schemas: readonly string[],
): Promise<SchemaObject[]> {
  const { rows } = await client.query<SchemaObject>(
    `select nspname as schema, kind, name
     from (
       select relnamespace as namespace, relname as name,
         case relkind when 'v' then 'view' when 'm' then 'view' when 'S' then 'sequence' when 'c' then 'type' else 'table' end as kind
       from pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')
       union all select pronamespace, proname, 'function' from pg_proc
       union all select typnamespace, typname, 'type' from pg_type where typtype in ('e', 'd', 'r')
     ) as found
     join pg_namespace on pg_namespace.oid = namespace
     where nspname = any($1) order by kind <> 'table', kind, nspname, name`,
    [schemas],
  );

  return rows;
}

/** The first three, such as `table admin_events.events, view admin_events.totals and 4 more`. */
export function formatSchemaObjects(objects: readonly SchemaObject[]): string {
  const names = objects.slice(0, 3).map(({ schema, kind, name }) => `${kind} ${schema}.${name}`);
  const rest = objects.length - names.length;

  return `${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
