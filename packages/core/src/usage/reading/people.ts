import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/** Whether a row of `users` is somebody with an account. A visitor who is nobody yet is no user. */
export function hasAccount(person: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not starts_with(${person}.external_id, 'anonymous:')`;
}

/** The number of the person that a number stands for: a visitor who turned out to be a user is that user. */
export function personOf(number: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`
    coalesce((select known.user_id from identities as known where known.anonymous_id = ${number}), ${number})`;
}
