export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type Metadata = Record<string, JsonValue>;

/** One event as everybody sees it: the feed, handlers and the API. Safe to send as JSON. */
export interface StoredEvent<Data = Metadata> {
  /** UUIDv7. */
  id: string;
  name: string;
  /** The words an import found in place of a name; null for events that were tracked under their name. */
  title: string | null;
  /** Who did it; null for an event without a user, or whose user was deleted. `id` is the application's own id. */
  user: { id: string; email: string | null; name: string | null } | null;
  /** True when a page named the user without the proof of its application's server. */
  isUnverified: boolean;
  metadata: Data;
  /** ISO 8601 in UTC with milliseconds. When it happened. */
  occurredAt: string;
  /** ISO 8601 in UTC with milliseconds. When it was stored. */
  receivedAt: string;
  sessionId: string | null;
  actorRole: string | null;
  resourceType: string | null;
  resourceId: string | null;
  targetId: string | null;
  module: string | null;
  mode: string | null;
}

/** What the sender may say about an event besides its name. */
export interface EventDetails<Data = Record<string, unknown>> {
  /** UUIDv7. The same id again changes nothing. Made here when absent. */
  id?: string;
  /** The application's own id of the person. */
  userId?: string | null;
  /** The visitor's id of a browser, which stands for the person while there is no `userId`. */
  anonymousId?: string | null;
  metadata?: Data;
  /** When it happened. Default: now. */
  timestamp?: Date | string;
  /** The sender's clock when it sent; with it a wrong clock is corrected. */
  sentAt?: Date | string;
  sessionId?: string | null;
  actorRole?: string | null;
  resourceType?: string | null;
  resourceId?: string | null;
  targetId?: string | null;
  module?: string | null;
  mode?: string | null;
}

/** What became of a tracked event. */
export interface TrackedEvent {
  id: string;
  /** The name it is stored under: an alias has become the name that declares it. */
  name: string;
  /** True when an event with this id was stored before; nothing changed then. */
  duplicate: boolean;
  /** What was adjusted on the way in, in sentences. */
  warnings: string[];
}
