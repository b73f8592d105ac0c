import { selectsEventName } from "@admin-events/catalog";
import { sql } from "kysely";
import type { QueryContext } from "../query-context.ts";
import { tables } from "@admin-events/db";

/** The numbers of the stored names that each name or pattern selects, aliases included. */
export async function findNameIds(
  { em, catalog }: QueryContext,
  patterns: readonly string[],
): Promise<number[][]> {
  const { rows } = await sql<{ id: number; name: string }>`select id, name from ${tables.eventNames}`.execute(
    em.getKysely(),
  );

  return patterns.map((pattern) =>
    rows.filter(({ name }) => selectsEventName(catalog, pattern, name)).map(({ id }) => id),
  );
}
