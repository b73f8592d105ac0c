import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { visitorIdOf } from "../events/index.ts";

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
  const visitorId = visitorIdOf(anonymousId);
  await sql`
    insert into users (external_id) select unnest(${[visitorId, userId].sort()}::text[])
    on conflict (external_id) do nothing`.execute(em.getKysely());

  const { rows: links } = await sql<{ isTheirs: boolean; isUndone: boolean }>`
    insert into identities as known (anonymous_id, user_id)
    select visitor.id, person.id
    from users as visitor, users as person
    where visitor.external_id = ${visitorId} and person.external_id = ${userId}
    on conflict (anonymous_id) do update set
      user_id = case when ${mayMove} then excluded.user_id else known.user_id end,
      linked_at = case when ${mayMove} then now() else known.linked_at end
    returning
      coalesce(user_id = (select id from users where external_id = ${userId}), false) as "isTheirs",
      user_id is null as "isUndone"`.execute(em.getKysely());

  const [link] = links;
  if (!link || link.isTheirs) return [];
  if (link.isUndone) return ["The visitor was unlinked by hand and stays so."];

  return ["The visitor belongs to another user already; call reset() when somebody signs out."];
}
