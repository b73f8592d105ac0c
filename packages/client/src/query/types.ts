import type { AppRouter } from "@admin-events/api";
import type { TRPCClient } from "@trpc/client";

/** One event as the API and the feed show it. Times are ISO 8601 in UTC. */
export interface StoredEvent {
  /** UUIDv7. */
  id: string;
  name: string;
  /** The words an import found in place of a name; null for events that were tracked under their name. */
  title: string | null;
  /** Null for events without a user. `id` is the app's own user id. */
  user: { id: string; email: string | null; name: string | null } | null;
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

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Which events a listener wants. Everything given must hold. */
export interface EventFilter {
  name?: string;
  /** The app's own user id. */
  userId?: string;
  /** Metadata fields and the value, or values, they must have; dots reach into nested ones. */
  filter?: Record<string, Scalar | Scalar[]>;
  /** Start after this place instead of now: a `liveCursor` of `list_latest`. */
  lastEventId?: string;
}

export type Scalar = string | number | boolean | null;

/**
 * - `connecting`: not yet listening.
 * - `live`: every event arrives as it is stored.
 * - `reconnecting`: the connection was lost; what is missed meanwhile arrives afterwards.
 * - `refused`: the server refuses this listener; it is over.
 */
export type ListeningState = "connecting" | "live" | "reconnecting" | "refused";

/** What a listener is told. */
export interface EventListener {
  /** Every matching event, once, in the order of the feed. */
  onEvent: (event: StoredEvent) => void;
  /** Each change of state; `error` says why it is `refused` and is null otherwise. */
  onState?: (state: ListeningState, error: Error | null) => void;
  /** Too much was missed to catch up: load the history anew. Events that follow are told as usual. */
  onResync?: () => void;
}

/** Reads a project's events from another app. */
export interface QueryClient {
  /**
   * Every procedure of the API, typed. Failures are `TRPCClientError`s; of these `NotSignedIn` (401) and
   * `NotAllowed` (403) have classes of their own.
   *
   * @example
   * const { current, change } = await client.api.aggregate.query({ name: "order.placed", from, to });
   */
  api: TRPCClient<AppRouter>;

  /**
   * Listens to events as they are stored. Reconnects by itself, resumes where it was, and tells no event twice.
   * Answers a function that stops listening.
   *
   * @example
   * const stop = client.onEvent({ name: "order.placed" }, { onEvent: (event) => showOrder(event) });
   */
  onEvent: (filter: EventFilter, listener: EventListener) => () => void;

  /** Stops every listener and closes the connection. */
  close: () => Promise<void>;
}
