import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/** The hash under which `erased_people` remembers a user id; for a visitor, of `anonymous:…`. */
export function erasedPersonHash(id: RawBuilder<unknown>): RawBuilder<Buffer> {
  return sql`sha256(convert_to((select key from ${tables.erasureKeys}) || ${id}, 'UTF8'))`;
}
