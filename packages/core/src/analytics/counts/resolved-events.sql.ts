import type { AnyCatalog } from "@admin-events/catalog";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { SelectedKind } from "../../events/index.ts";
import { nameCondition } from "../../events/index.ts";

/** Events as `event`, each joined with the user that its visitor became; goes with {@link resolvedUserId}. */
export const resolvedEvents = sql`
  ${tables.events} as event
  left join ${tables.identities} as identity on identity.anonymous_id = event.user_id`;

/** The internal id of an event's user, with a linked visitor resolved; null for an event without a user. */
export const resolvedUserId = sql<number | null>`coalesce(identity.user_id, event.user_id)`;

/** Selects events of a kind of any of the names or patterns, of which there must be one, as a condition over `event`. */
export function anyNameCondition(
  catalog: AnyCatalog,
  names: readonly string[],
  kind: SelectedKind = "event",
): RawBuilder<boolean> {
  const conditions = names.map((name) => nameCondition(catalog, name, kind));

  return sql`(${sql.join(conditions, sql` or `)})`;
}
