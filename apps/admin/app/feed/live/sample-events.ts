import type { EventPage, StoredEvent } from "@admin-events/client/query";

/** The number sets the id and the second of arrival. */
export function sampleEvent(number: number, event: Partial<StoredEvent> = {}): StoredEvent {
  const at = new Date(Date.UTC(2026, 2, 3, 12, 0, number)).toISOString();
  return {
    id: `event-${number}`,
    name: "user.signed_up",
    title: null,
    user: { id: "u_1", email: "ann@example.org", name: "Ann" },
    isUnverified: false,
    metadata: { plan: "free" },
    changedFields: null,
    occurredAt: at,
    receivedAt: at,
    sessionId: null,
    actorRole: null,
    resourceType: null,
    resourceId: null,
    targetId: null,
    module: null,
    mode: null,
    ...event,
  };
}

export function samplePage(newest: number, oldest: number, nextCursor: string | null = null): EventPage {
  const items = Array.from({ length: newest - oldest + 1 }, (_, index) => sampleEvent(newest - index));
  return { items, nextCursor, liveCursor: `live-${newest}` };
}
