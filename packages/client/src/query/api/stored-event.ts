/** A JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** The user of an event. */
export interface EventUser {
  /** Your app's user id, or `anonymous:…` for a visitor. */
  id: string;
  /** The user's email, if known. */
  email: string | null;
  /** The user's name, if known. */
  name: string | null;
}

/** A stored event. Times are ISO 8601 in UTC. */
export interface StoredEvent {
  /** UUIDv7. */
  id: string;
  /** The event name. */
  name: string;
  /** The title of an imported event without a name. Null for tracked events. */
  title: string | null;
  /** Null for events without a user. */
  user: EventUser | null;
  /** Whether a page named the user without a valid signature. */
  isUnverified: boolean;
  /** The event's metadata. */
  metadata: Record<string, JsonValue>;
  /**
   * Activity log: the fields whose `…_from` and `…_to` in the metadata are a change. Null for other events, and for entries that
   * an earlier version of the server stored.
   */
  changedFields: string[] | null;
  /** When the event happened. */
  occurredAt: string;
  /** When the server received the event. */
  receivedAt: string;
  /** Id of the visitor's session. */
  sessionId: string | null;
  /** Activity log: the user's role. */
  actorRole: string | null;
  /** Activity log: the type of the resource. */
  resourceType: string | null;
  /** Activity log: the id of the resource. */
  resourceId: string | null;
  /** Activity log: the id of another resource that is affected. */
  targetId: string | null;
  /** Activity log: the part of your app. */
  module: string | null;
  /** Activity log: how the action was started, such as `manual` or `cron`. */
  mode: string | null;
}

/** A page of events, newest first. */
export interface EventPage {
  /** The events of this page. */
  items: StoredEvent[];
  /** Pass it as `cursor` to get the next, older page. Null on the last page. */
  nextCursor: string | null;
  /** First page only: pass it to `onEvent` as `lastEventId` to miss no event in between. */
  liveCursor: string | null;
}
