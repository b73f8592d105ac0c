import type { EventTexts } from "./event-columns.ts";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type Metadata = Record<string, JsonValue>;

/** An event as the feed, handlers and the API return it. Safe to send as JSON. */
export interface StoredEvent<Data = Metadata> extends EventTexts {
  /** UUIDv7. */
  id: string;
  name: string;
  /** The original wording of an imported name; null otherwise. */
  title: string | null;
  /** Null for an event without a user, or whose user was deleted. `id` is the application's own id. */
  user: {
    id: string;
    email: string | null;
    name: string | null;
    /** Whether a server, or a browser with a signature, stated email and name. Otherwise anybody may have. */
    isVerified: boolean;
  } | null;
  /**
   * True if anybody may have sent it: a public key sent it without the user's signature, or the visitor who did it was linked
   * to the user without proof.
   */
  isUnverified: boolean;
  metadata: Data;
  /**
   * Of an activity: the fields whose pair `…_from` and `…_to` in the metadata is a change. Null for an event without a resource,
   * and for an activity of an earlier version, which did not store them.
   */
  changedFields: string[] | null;
  /** When it happened. ISO 8601 in UTC with milliseconds. */
  occurredAt: string;
  /** When it was stored. ISO 8601 in UTC with milliseconds. */
  receivedAt: string;
}

export interface EventDetails<Data = Record<string, unknown>> extends Partial<EventTexts> {
  /** UUIDv7; generated if absent. Sending the same id again changes nothing. */
  id?: string;
  /** The application's own id of the person. */
  userId?: string | null;
  /** The anonymous visitor's id of a browser. Names the person as long as there is no `userId`. */
  anonymousId?: string | null;
  metadata?: Data;
  /** When it happened. ISO 8601, in the time zone of the event system if it has no offset. Default: now. */
  timestamp?: Date | string;
  /** The sender's clock when it sent the event. Used to correct a clock that is off by more than a minute. */
  sentAt?: Date | string;
}
