import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { resolveLinkedUserIds } from "./resolve-linked-user-ids.ts";
import { tables } from "@admin-events/db";

/** How much is known of a person and of the visitors who are this person. */
export interface Traces {
  visitors: number;
  events: number;
  requests: number;
  sessions: number;
  pageViews: number;
}

/** Counts what is stored about the person with the application's id; null when there is none. */
export async function countTraces(em: EntityManager, userId: string): Promise<Traces | null> {
  const numbers = await resolveLinkedUserIds(em, userId);
  if (numbers.length === 0) return null;

  const { rows } = await sql<Omit<Traces, "visitors">>`
    select
      (select count(*)::int from ${tables.events} where user_id = any(${numbers})) as events,
      (select count(*)::int from ${tables.requests} where user_id = any(${numbers})) as requests,
      (select count(*)::int from ${tables.sessions} where user_id = any(${numbers})) as sessions,
      (select count(*)::int from ${tables.pageViews} where user_id = any(${numbers})) as "pageViews"`.execute(
    em.getKysely(),
  );

  return rows[0] ? { visitors: numbers.length - 1, ...rows[0] } : null;
}
