import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { EventRow, StoredEvent } from "../events/index.ts";
import { eventColumns, eventTables, toStoredEvent } from "../events/index.ts";
import type { MomentBase, TimelinePage } from "./timeline.ts";

/** An event of the person; an activity if it has a resource. `at` is when it happened. */
export interface EventMoment extends MomentBase<"event"> {
  event: StoredEvent;
}

export async function listEvents(
  em: EntityManager,
  { userIds, isBefore, limit }: TimelinePage,
): Promise<EventMoment[]> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from ${eventTables}
    where event.user_id = any(${userIds}::int[]) and ${isBefore(sql`(event.occurred_at, event.id)`)}
    order by event.occurred_at desc, event.id desc
    limit ${limit}`.execute(em.getKysely());

  return rows
    .map(toStoredEvent)
    .map((event) => ({ kind: "event", id: event.id, at: event.occurredAt, event }));
}
