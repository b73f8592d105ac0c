import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { EventRow, StoredEvent } from "../events/index.ts";
import { eventColumns, eventTables, toStoredEvent } from "../events/index.ts";
import type { MomentBase, TimelineQuestion } from "./timeline.ts";

/** An event of the person, which is an activity if it has a resource. It stands where it arrived, as in the feed. */
export interface EventMoment extends MomentBase<"event"> {
  event: StoredEvent;
}

export async function eventsOfPerson(
  em: EntityManager,
  { people, before, limit }: TimelineQuestion,
): Promise<EventMoment[]> {
  const isBefore = before
    ? sql`(event.received_at, event.id) < (${before.at}::timestamptz, ${before.id}::uuid)`
    : sql`true`;
  // One query for each of the person's numbers, so that each reads the end of an index.
  const pages = await Promise.all(
    people.map((number) =>
      sql<EventRow>`
        select ${eventColumns} from ${eventTables}
        where event.user_id = ${number} and ${isBefore}
        order by event.received_at desc, event.id desc
        limit ${limit}`.execute(em.getKysely()),
    ),
  );

  return pages
    .flatMap(({ rows }) => rows.map(toStoredEvent))
    .map((event) => ({ kind: "event", id: event.id, at: event.receivedAt, event }));
}
