import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import { resolveLinkedUserIds } from "./resolve-linked-user-ids.ts";

export interface UserDataCounts {
  visitors: number;
  events: number;
  requests: number;
  sessions: number;
  pageViews: number;
}

/** Null if there is no person with this id. */
export async function countUserData(em: EntityManager, userId: string): Promise<UserDataCounts | null> {
  const ids = await resolveLinkedUserIds(em, userId);
  if (ids.length === 0) return null;

  const own = anyOf(ids, "int");
  const count = sql<number>`count(*)::int`.as("count");
  const { events, requests, sessions, pageViews } = await em
    .getKysely()
    .selectNoFrom((eb) => [
      eb.selectFrom("events").select(count).where("user_id", "=", own).as("events"),
      eb.selectFrom("requests").select(count).where("user_id", "=", own).as("requests"),
      eb.selectFrom("sessions").select(count).where("user_id", "=", own).as("sessions"),
      eb.selectFrom("page_views").select(count).where("user_id", "=", own).as("pageViews"),
    ])
    .executeTakeFirstOrThrow();

  return {
    visitors: ids.length - 1,
    events: events ?? 0,
    requests: requests ?? 0,
    sessions: sessions ?? 0,
    pageViews: pageViews ?? 0,
  };
}
