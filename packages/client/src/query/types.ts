import type { QueryApi } from "./api/query-api.ts";
import type { MetadataFilter } from "./api/question.ts";
import type { StoredEvent } from "./api/stored-event.ts";

/** Which events a listener wants. Everything given must hold. */
export interface EventFilter {
  name?: string;
  /** The app's own user id. */
  userId?: string;
  filter?: MetadataFilter;
  /** Start after this place instead of now: a `liveCursor` of `list_latest`. */
  lastEventId?: string;
}

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
   * Every question of the API, typed. What is refused rejects with an error whose message is a sentence; `NotSignedIn`
   * (401) and `NotAllowed` (403) have classes of their own.
   *
   * @example
   * const { current, change } = await client.api.aggregate.query({ name: "order.placed", from, to });
   */
  api: QueryApi;

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
