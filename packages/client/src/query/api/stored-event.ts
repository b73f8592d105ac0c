export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A person as events name them. `id` is the app's own user id, or `anonymous:…` for a visitor. */
export interface PersonOfEvent {
  id: string;
  email: string | null;
  name: string | null;
}

/** One event as the API and the feed show it. Times are ISO 8601 in UTC. */
export interface StoredEvent {
  /** UUIDv7. */
  id: string;
  name: string;
  /** The words an import found in place of a name; null for events that were tracked under their name. */
  title: string | null;
  /** Null for events without a user. */
  user: PersonOfEvent | null;
  /** True when a page named the user without the proof of its app's server. */
  isUnverified: boolean;
  metadata: Record<string, JsonValue>;
  occurredAt: string;
  receivedAt: string;
  sessionId: string | null;
  actorRole: string | null;
  resourceType: string | null;
  resourceId: string | null;
  targetId: string | null;
  module: string | null;
  mode: string | null;
}

/** A page of events, newest first. */
export interface EventPage {
  items: StoredEvent[];
  /** The next, older page; null at the end. */
  nextCursor: string | null;
  /** On the first page: where `onEvent` may start so that nothing is lost between. */
  liveCursor: string | null;
}
