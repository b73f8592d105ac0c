import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { toVisitorId } from "../../events/index.ts";
import { tables } from "@admin-events/db";

/** Whether a row of `users` is somebody with an account. A visitor who is nobody yet is no user. */
export function hasAccount(person: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not starts_with(${person}.external_id, ${toVisitorId("")})`;
}

/**
 * Tells whom numbers stand for, as `person_id` beside the columns of a table with a `user_id`: a visitor who turned out
 * to be a user is that user. A join, since asking for each number on its own takes longer than all else.
 */
export function withPeople(table: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select doing.*, coalesce(known.user_id, doing.user_id) as person_id
    from ${table} as doing left join ${tables.identities} as known on known.anonymous_id = doing.user_id
  )`;
}
