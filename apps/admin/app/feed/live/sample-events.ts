import type { FeedPage, StoredEvent } from "../../api/outputs.ts";

/** An event for tests; the number is its id and its second of arrival. */
export function sampleEvent(number: number, event: Partial<StoredEvent> = {}): StoredEvent {
  const at = new Date(Date.UTC(2026, 2, 3, 12, 0, number)).toISOString();
  return {
    id: `event-${number}`,
    name: "user.signed_up",
    title: null,
    user: { id: "u_1", email: "ann@example.org", name: "Ann" },
    isUnverified: false,
    metadata: { plan: "free" },
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

/** A page of sample events from the newest to the oldest number. */
export function samplePage(newest: number, oldest: number, nextCursor: string | null = null): FeedPage {
  const items = Array.from({ length: newest - oldest + 1 }, (_, index) => sampleEvent(newest - index));
  return { items, nextCursor, liveCursor: `live-${newest}` };
}
