import type { AnyCatalog } from "@admin-events/catalog";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { nameCondition } from "../../events/index.ts";

/** Events of any of these names or patterns, at least one, as an SQL condition over `event`. */
export function anyNameCondition(catalog: AnyCatalog, names: readonly string[]): RawBuilder<boolean> {
  const conditions = names.map((name) => nameCondition(catalog, name));

  return sql`(${sql.join(conditions, sql` or `)})`;
}
