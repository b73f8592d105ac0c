import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../../any-of.ts";
import type { StoredEvent } from "../../events/index.ts";

export interface ResourceUser {
  email: string | null;
  name: string | null;
  /** From the trait `firstName` or `first_name`. */
  firstName: string | null;
  /** From the trait `lastName` or `last_name`. */
  lastName: string | null;
}

type Resource = Pick<StoredEvent, "resourceType" | "resourceId">;

/** The users among the resources of activities, by id, in one query. Omits unknown users. */
export async function resolveResourceUsers(
  em: EntityManager,
  activities: readonly Resource[],
): Promise<Map<string, ResourceUser>> {
  const ids = activities.flatMap(({ resourceType, resourceId }) =>
    resourceType === "user" && resourceId !== null ? resourceId : [],
  );
  if (ids.length === 0) return new Map();

  const users = await em
    .getKysely()
    .selectFrom("users")
    .select(["external_id as id", "email", "name"])
    .select([
      sql<string | null>`coalesce(traits ->> 'firstName', traits ->> 'first_name')`.as("firstName"),
      sql<string | null>`coalesce(traits ->> 'lastName', traits ->> 'last_name')`.as("lastName"),
    ])
    .where("external_id", "=", anyOf([...new Set(ids)], "text"))
    .execute();

  return new Map(users.map(({ id, ...user }) => [id, user]));
}
