import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/** Whether a row of `users` is somebody with an account. A visitor who is nobody yet is no user. */
export function hasAccount(person: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not starts_with(${person}.external_id, 'anonymous:')`;
}
