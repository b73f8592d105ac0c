import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { StoredEvent } from "../../events/index.ts";
import { tables } from "@admin-events/db";

/** A person that something was done to. */
export interface ResourceUser {
  email: string | null;
  name: string | null;
  /** From the traits `firstName` or `first_name`. */
  firstName: string | null;
  /** From the traits `lastName` or `last_name`. */
  lastName: string | null;
}

type Resource = Pick<StoredEvent, "resourceType" | "resourceId">;

/** The people among the resources of entries, by their ids: one query, however many entries. Unknown ones are left out. */
export async function resolveResourceUsers(
  em: EntityManager,
  entries: readonly Resource[],
): Promise<Map<string, ResourceUser>> {
  const ids = entries.flatMap(({ resourceType, resourceId }) =>
    resourceType === "user" && resourceId !== null ? resourceId : [],
  );
  if (ids.length === 0) return new Map();

  const { rows } = await sql<ResourceUser & { id: string }>`
    select
      external_id as id, email, name,
      coalesce(traits ->> 'firstName', traits ->> 'first_name') as "firstName",
      coalesce(traits ->> 'lastName', traits ->> 'last_name') as "lastName"
    from ${tables.users} where external_id = any(${[...new Set(ids)]}::text[])`.execute(em.getKysely());

  return new Map(rows.map(({ id, ...person }) => [id, person]));
}
