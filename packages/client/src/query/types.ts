import type { LatestInput, QueryApi } from "./api/query-api.ts";
import type { StoredEvent } from "./api/stored-event.ts";

/** Filters of a live listener. Events must match all of them. */
export interface EventFilter extends Omit<LatestInput, "limit" | "cursor"> {
  /** Start after this cursor instead of now: the `liveCursor` of `list_latest`. */
  lastEventId?: string;
}

/**
 * - `connecting`: not yet connected.
 * - `live`: events arrive as they are stored.
 * - `polling`: events are fetched every 3 seconds, because a proxy does not let the WebSocket through. It is tried again.
 * - `reconnecting`: the connection was lost. Missed events arrive after it is restored.
 * - `rejected`: the server rejected the listener. It does not reconnect.
 */
export type ListeningState = "connecting" | "live" | "polling" | "reconnecting" | "rejected";

/** Callbacks of a live listener. */
export interface EventListener {
  /**
   * Called once for every matching event, in the order of the feed.
   *
   * @example
   * onEvent: (event) => showOrder(event)
   */
  onEvent: (event: StoredEvent) => void;
  /**
   * Called when the state changes. `error` is set for `rejected` and null otherwise.
   *
   * @example
   * onState: (state, error) => setStatus(error?.message ?? state)
   */
  onState?: (state: ListeningState, error: Error | null) => void;
  /**
   * Called if the listener missed too many events to catch up. Reload the history; later events arrive as usual.
   *
   * @example
   * onResync: () => location.reload()
   */
  onResync?: () => void;
}

/** A client that reads events. */
export interface QueryClient {
  /**
   * All queries of the API, fully typed. A failed query rejects with a `QueryError`: `NotSignedInError` for 401,
   * `NotAllowedError` for 403.
   *
   * @example
   * const { current, change } = await client.api.aggregate.query({ name: "order.placed", from, to });
   */
  api: QueryApi;

  /**
   * Listens to events as they are stored. Reconnects and resumes automatically, and delivers each event once. Returns a
   * function that stops listening.
   *
   * @example
   * const stop = client.onEvent({ name: "order.placed" }, { onEvent: (event) => showOrder(event) });
   */
  onEvent: (filter: EventFilter, listener: EventListener) => () => void;

  /**
   * Stops all listeners and closes the connection.
   *
   * @example
   * await client.close();
   */
  close: () => Promise<void>;
}
