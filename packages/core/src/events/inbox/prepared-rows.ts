import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { InboxRow, NewInboxRow } from "./inbox.sql.ts";

/** The warnings are for the caller, who has them already. */
export function toInboxRow({ warnings: _, ...event }: PreparedEvent): NewInboxRow {
  return { id: event.id, name: event.name, options: event };
}

/** The event that {@link toInboxRow} wrote. The catalog is not applied again: the writer's may be another. */
export function fromInboxRow({ options }: Pick<InboxRow, "options">): PreparedEvent {
  const { occurredAt, ...event } = JSON.parse(options) as PreparedEvent & { occurredAt: string };

  return { ...event, occurredAt: new Date(occurredAt), warnings: [] };
}
