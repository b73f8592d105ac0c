import type { EventMetadata, EventName } from "@admin-events/catalog";
import type { shopEvents } from "@admin-events/catalog/shop-events";
import type { Random } from "./random.ts";

export interface SimulatedEvent {
  /** UUIDv7 of the timestamp. */
  id: string;
  name: string;
  /** The shop's customer id; null for visitors who are not signed in. */
  userId: string | null;
  timestamp: Date;
  metadata: Record<string, unknown>;
  /** The browser session; null for events that the shop's server tracks. */
  sessionId: string | null;
}

type Catalog = typeof shopEvents;

/** Collects the events of one person. */
export interface EventRecorder {
  events: SimulatedEvent[];
  track: <Name extends EventName<Catalog>>(
    name: Name,
    at: number,
    metadata: EventMetadata<Catalog, Name>,
    sessionId?: string,
  ) => void;
  /** Tracks an event that is not in the catalog, as outdated code does. */
  trackUnknown: (name: string, at: number, metadata: Record<string, unknown>, sessionId: string) => void;
}

export function createEventRecorder(userId: string | null, random: Random): EventRecorder {
  const events: SimulatedEvent[] = [];

  const track = (name: string, at: number, metadata: Record<string, unknown>, sessionId?: string) => {
    const timestamp = new Date(at);
    events.push({ id: random.idAt(at), name, userId, timestamp, metadata, sessionId: sessionId ?? null });
  };

  return { events, track, trackUnknown: track };
}
