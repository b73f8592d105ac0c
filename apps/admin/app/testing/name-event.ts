import type { EventNameSummary } from "@admin-events/client/query";

/** A name of the catalog that one event has. */
export function nameEvent(name: string, title: string): EventNameSummary {
  return {
    name,
    kind: "event",
    title,
    icon: "•",
    planned: true,
    nearest: null,
    deprecated: null,
    count: 1,
    lastSeenAt: null,
  };
}
