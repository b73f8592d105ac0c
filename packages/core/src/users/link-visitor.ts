import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { resolveUserIds, toVisitorId } from "../events/index.ts";
import { tables } from "@admin-events/db";

export interface VisitorLink {
  /** The visitor's id of the browser. */
  anonymousId: string;
  /** The application's own id. */
  userId: string;
  /** Whether a visitor who was linked before, or unlinked, is linked anew. */
  mayMove: boolean;
}

/**
 * Makes an anonymous visitor the user: everything the visitor did, before and after, counts as the user's.
 *
 * @returns what the sender should know: that the visitor stays whose it was.
 */
export async function linkVisitor(
  em: EntityManager,
  { anonymousId, userId, mayMove }: VisitorLink,
): Promise<string[]> {
  const visitorId = toVisitorId(anonymousId);
  await resolveUserIds(em, [visitorId, userId]);

  // A link that says nothing new is not written again: readers take every write for a change.
  await sql`
    insert into ${tables.identities} as known (anonymous_id, user_id)
    select visitor.id, person.id
    from ${tables.users} as visitor, ${tables.users} as person
    where visitor.external_id = ${visitorId} and person.external_id = ${userId}
    on conflict (anonymous_id) do update set user_id = excluded.user_id, linked_at = now()
    where ${mayMove} and known.user_id is distinct from excluded.user_id`.execute(em.getKysely());

  const { rows: links } = await sql<{ isTheirs: boolean; isUndone: boolean }>`
    select
      coalesce(person.external_id = ${userId}, false) as "isTheirs", identity.user_id is null as "isUndone"
    from ${tables.identities} as identity
    left join ${tables.users} as person on person.id = identity.user_id
    where identity.anonymous_id = (select id from ${tables.users} where external_id = ${visitorId})`.execute(
    em.getKysely(),
  );

  const [link] = links;
  if (!link || link.isTheirs) return [];
  if (link.isUndone) return ["The visitor was unlinked by hand and stays so."];

  return ["The visitor belongs to another user already; call reset() when somebody signs out."];
}
