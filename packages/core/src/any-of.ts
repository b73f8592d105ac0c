import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/**
 * `any(…)` of one array parameter, because a list of parameters is limited to 65,535.
 *
 * @example db.selectFrom("users").select("name").where("id", "=", anyOf(ids, "int"))
 */
export function anyOf<Value extends string | number>(
  values: readonly Value[],
  type: "int" | "bigint" | "text" | "uuid",
): RawBuilder<Value> {
  return sql<Value>`any(${values}::${sql.raw(type)}[])`;
}
