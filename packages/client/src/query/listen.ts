import type { AppRouter } from "@admin-events/api";
import type { TRPCClient, TRPCClientError } from "@trpc/client";
import { backoffMs } from "../delivery/retry.ts";
import { isFinal } from "./errors.ts";
import type { StoredEvent } from "./api/stored-event.ts";
import { createRecentIds } from "./recent-ids.ts";
import type { EventFilter, EventListener, ListeningState } from "./types.ts";

/** Events that come together; an announced one is shown again. */
interface EventsMessage {
  events: readonly StoredEvent[];
  announced: boolean;
}

/**
 * A subscription that lasts: it starts anew when the server ends it or fails, after the last event it was told of.
 * Lost connections are below it: the socket reconnects and resumes by itself. Answers a function that stops it.
 */
export function listen(api: TRPCClient<AppRouter>, filter: EventFilter, listener: EventListener): () => void {
  const told = createRecentIds();
  let lastEventId = filter.lastEventId;
  let state: ListeningState | undefined;
  let failures = 0;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe(): void } | undefined;

  function become(next: ListeningState, error: Error | null = null): void {
    if (isOver || next === state) return;
    state = next;
    listener.onState?.(next, error);
  }

  function start(): void {
    subscription = api.onEvent.subscribe(
      { ...filter, lastEventId },
      {
        onStarted() {
          failures = 0;
          become("live");
        },
        onConnectionStateChange: (connection) => {
          if (connection.state !== "pending") becomeUnconnected();
        },
        onData({ id, data }) {
          if (isOver) return;
          lastEventId = id;
          if (data.type === "resync") listener.onResync?.();
          else if (data.type === "events") tell(data);
        },
        onError(error) {
          if (isFinal(error)) refuse(error);
          else startAgain();
        },
        onComplete: startAgain,
      },
    );
  }

  function tell({ events, announced }: EventsMessage): void {
    for (const event of events) {
      if (!isOver && (told.add(event.id) || announced)) listener.onEvent(event);
    }
  }

  function startAgain(): void {
    if (isOver) return;
    becomeUnconnected();
    clearTimeout(timer);
    timer = setTimeout(start, backoffMs(++failures));
  }

  function becomeUnconnected(): void {
    become(state === undefined || state === "connecting" ? "connecting" : "reconnecting");
  }

  function refuse(error: TRPCClientError<AppRouter>): void {
    become("refused", error);
    isOver = true;
  }

  start();

  return () => {
    isOver = true;
    clearTimeout(timer);
    subscription?.unsubscribe();
  };
}
