import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { toVisitorId } from "../../events/index.ts";

/** Whether a row of `users` is a user instead of a visitor. */
export function isUser(row: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not starts_with(${row}.external_id, ${toVisitorId("")})`;
}

/**
 * Adds `resolved_user_id` to the columns of a table with a `user_id`: for a linked visitor the id of the user. A join,
 * because a subquery for each row takes longer than everything else.
 */
export function withResolvedUsers(table: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select source.*, coalesce(identity.user_id, source.user_id) as resolved_user_id
    from ${table} as source left join ${tables.identities} as identity on identity.anonymous_id = source.user_id
  )`;
}
