import type { EventMetadata, EventName, events } from "@admin-events/catalog";
import type { Random } from "./random.ts";

/** An event as the simulation makes it: everything the shop would have sent. */
export interface SimulatedEvent {
  /** UUIDv7 of the moment. */
  id: string;
  name: string;
  /** The shop's own user id; null for visitors who are not signed in. */
  userId: string | null;
  timestamp: Date;
  metadata: Record<string, unknown>;
  /** The browser session; null for what the shop's server tracks. */
  sessionId: string | null;
}

type Catalog = typeof events;

/** Where one person's events are written down. */
export interface Diary {
  events: SimulatedEvent[];
  write<Name extends EventName<Catalog>>(
    name: Name,
    at: number,
    metadata: EventMetadata<Catalog, Name>,
    sessionId?: string,
  ): void;
  /** An event whose name nobody planned, such as old code keeps sending. */
  writeUnplanned(name: string, at: number, metadata: Record<string, unknown>, sessionId: string): void;
}

export function createDiary(userId: string | null, random: Random): Diary {
  const events: SimulatedEvent[] = [];

  const write = (name: string, at: number, metadata: Record<string, unknown>, sessionId?: string) => {
    const timestamp = new Date(at);
    events.push({ id: random.idAt(at), name, userId, timestamp, metadata, sessionId: sessionId ?? null });
  };

  return { events, write, writeUnplanned: write };
}
