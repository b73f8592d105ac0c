import type { AppRouter } from "@admin-events/api";
import type { TRPCClient, TRPCClientError } from "@trpc/client";
import { backoffMs } from "../delivery/retry.ts";
import type { StoredEvent } from "./api/stored-event.ts";
import { isFinal } from "./errors.ts";
import type { EventFilter, EventListener, ListeningState } from "./types.ts";

/** Far more than the server repeats when a listener resumes. */
const MAX_RECENT_IDS = 2_000;

/** Live events. `announced` events are delivered again even if the listener already received them. */
interface EventsMessage {
  events: readonly StoredEvent[];
  announced: boolean;
}

/**
 * Subscribes to events and resubscribes after the last received event if the subscription ends or fails. The WebSocket
 * client handles lost connections. Returns a function that stops listening.
 */
export function listen(api: TRPCClient<AppRouter>, filter: EventFilter, listener: EventListener): () => void {
  const addRecentId = createRecentIds();
  let lastEventId = filter.lastEventId;
  let state: ListeningState | undefined;
  let failures = 0;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe(): void } | undefined;

  function setState(next: ListeningState, error: Error | null = null): void {
    if (isStopped || next === state) return;
    state = next;
    listener.onState?.(next, error);
  }

  function subscribe(): void {
    subscription = api.onEvent.subscribe(
      { ...filter, lastEventId },
      {
        onStarted() {
          failures = 0;
          setState("live");
        },
        onConnectionStateChange: (connection) => {
          if (connection.state !== "pending") setDisconnected();
        },
        onData({ id, data }) {
          if (isStopped) return;
          lastEventId = id;
          if (data.type === "resync") listener.onResync?.();
          else if (data.type === "events") notify(data);
        },
        onError(error) {
          if (isFinal(error)) reject(error);
          else resubscribe();
        },
        onComplete: resubscribe,
      },
    );
  }

  function notify({ events, announced }: EventsMessage): void {
    for (const event of events) {
      if (!isStopped && (addRecentId(event.id) || announced)) listener.onEvent(event);
    }
  }

  function resubscribe(): void {
    if (isStopped) return;
    setDisconnected();
    clearTimeout(timer);
    timer = setTimeout(subscribe, backoffMs(++failures));
  }

  function setDisconnected(): void {
    setState(state === undefined || state === "connecting" ? "connecting" : "reconnecting");
  }

  function reject(error: TRPCClientError<AppRouter>): void {
    setState("rejected", error);
    isStopped = true;
  }

  subscribe();

  return () => {
    isStopped = true;
    clearTimeout(timer);
    subscription?.unsubscribe();
  };
}

/** Returns a function that remembers an id and returns false if it is already known. */
function createRecentIds(): (id: string) => boolean {
  const ids = new Set<string>();

  return (id) => {
    if (ids.has(id)) return false;

    ids.add(id);
    if (ids.size > MAX_RECENT_IDS) ids.delete(ids.values().next().value!);
    return true;
  };
}
