import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { toVisitorId } from "../../events/index.ts";

export function isUser(row: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not starts_with(${row}.external_id, ${toVisitorId("")})`;
}

/** For a linked visitor the id of the user. A join, because a subquery per row takes longer than all else. */
export function withResolvedUsers(table: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select source.*, coalesce(identity.user_id, source.user_id) as resolved_user_id
    from ${table} as source left join ${tables.identities} as identity on identity.anonymous_id = source.user_id
  )`;
}
