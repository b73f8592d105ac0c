import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import { findPerson } from "./person/find-person.sql.ts";

export interface UserDataCounts {
  visitors: number;
  events: number;
  requests: number;
  sessions: number;
  pageViews: number;
  /** Activities of others that have the person as their resource or target. */
  activitiesAbout: number;
}

/** Null if nothing is about this person. */
export async function countUserData(em: EntityManager, userId: string): Promise<UserDataCounts | null> {
  const person = await findPerson(em, userId);
  if (!person) return null;

  const { internalIds, activitiesAbout } = person;
  const own = anyOf(internalIds, "int");
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
    visitors: Math.max(0, internalIds.length - 1),
    events: events ?? 0,
    requests: requests ?? 0,
    sessions: sessions ?? 0,
    pageViews: pageViews ?? 0,
    activitiesAbout,
  };
}
