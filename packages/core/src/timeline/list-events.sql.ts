import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { EventRow, StoredEvent } from "../events/index.ts";
import { eventColumns, eventTables, toStoredEvent } from "../events/index.ts";
import type { MomentBase, TimelinePage } from "./timeline.ts";

/** An event of the person; an activity if it has a resource. `at` is its arrival, as in the feed. */
export interface EventMoment extends MomentBase<"event"> {
  event: StoredEvent;
}

export async function listEvents(
  em: EntityManager,
  { userIds, before, limit }: TimelinePage,
): Promise<EventMoment[]> {
  const isBefore = before
    ? sql`(event.received_at, event.id) < (${before.at}::timestamptz, ${before.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from ${eventTables}
    where event.user_id = any(${userIds}::int[]) and ${isBefore}
    order by event.received_at desc, event.id desc
    limit ${limit}`.execute(em.getKysely());

  return rows
    .map(toStoredEvent)
    .map((event) => ({ kind: "event", id: event.id, at: event.receivedAt, event }));
}
