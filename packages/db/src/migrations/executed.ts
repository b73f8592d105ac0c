import type { ClientBase } from "pg";
import { quoteSchema } from "../schema.ts";

/** The names of the migrations that have run. Empty if there is no table of migrations. */
export async function findExecuted(client: ClientBase, schema: string): Promise<ReadonlySet<string>> {
  const table = `${quoteSchema(schema)}.migrations`;
  const { rowCount } = await client.query("select from pg_class where oid = to_regclass($1)", [table]);
  if (rowCount === 0) return new Set();
  const { rows } = await client.query<{ name: string }>(`select name from ${table}`);

  return new Set(rows.map(({ name }) => name));
}
