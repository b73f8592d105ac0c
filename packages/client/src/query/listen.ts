import type { AppRouter } from "@admin-events/api";
import type { TRPCClient, TRPCClientError } from "@trpc/client";
import { backoffMs } from "../delivery/retry.ts";
import type { StoredEvent } from "./api/stored-event.ts";
import { isFinal, NotAllowedError, NotSignedInError } from "./errors.ts";
import type { SocketStatus } from "./socket-status.ts";
import type { EventFilter, EventListener, ListeningState } from "./types.ts";

/** Far more than the server repeats when a listener resumes. */
const MAX_RECENT_IDS = 2_000;
const POLL_INTERVAL_MS = 3_000;
/** Some proxies neither pass the WebSocket on nor refuse it. */
const START_TIMEOUT_MS = 10_000;

/** `announced` events are delivered again even if the listener already received them. */
type Message =
  | { type: "events"; events: readonly StoredEvent[]; announced: boolean }
  | { type: "heartbeat" }
  | { type: "resync" };

/**
 * Subscribes to events and resubscribes after the last received event if the subscription ends or fails. The WebSocket
 * client handles lost connections. While no WebSocket can be opened but requests get through, events are fetched instead.
 * Returns a function that stops listening.
 */
export function listen(
  api: TRPCClient<AppRouter>,
  socket: SocketStatus,
  filter: EventFilter,
  listener: EventListener,
): () => void {
  const addRecentId = createRecentIds();
  let lastEventId = filter.lastEventId;
  let state: ListeningState | undefined;
  let failures = 0;
  let isStopped = false;
  let isPolling = false;
  let isChecking = false;
  let isReachable = false;
  let subscriptions = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pollTimer: ReturnType<typeof setTimeout> | undefined;
  let startTimer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe(): void } | undefined;

  function setState(next: ListeningState, error: Error | null = null): void {
    if (isStopped || next === state) return;
    state = next;
    listener.onState?.(next, error);
  }

  function subscribe(): void {
    const number = ++subscriptions;
    expectStart();
    subscription = api.onEvent.subscribe(
      { ...filter, lastEventId },
      {
        onStarted() {
          clearTimeout(startTimer);
          failures = 0;
          isReachable = false;
          setState("live");
        },
        onConnectionStateChange: (connection) => {
          if (connection.state === "pending") return;
          setDisconnected();
          expectStart();
        },
        onData({ id, data }) {
          if (isStopped) return;
          lastEventId = id;
          notify(data);
        },
        onError(error) {
          if (isFinal(error)) reject(error);
          else resubscribe();
        },
        onComplete() {
          // tRPC also completes a subscription that is unsubscribed.
          if (number === subscriptions) resubscribe();
        },
      },
    );
  }

  function notify(message: Message): void {
    if (message.type === "resync") listener.onResync?.();
    if (message.type !== "events") return;
    for (const event of message.events) {
      if (!isStopped && (addRecentId(event.id) || message.announced)) listener.onEvent(event);
    }
  }

  function resubscribe(): void {
    if (isStopped) return;
    setDisconnected();
    clearTimeout(timer);
    timer = setTimeout(subscribe, backoffMs(++failures));
  }

  function setDisconnected(): void {
    if (isPolling || state === "polling") return;
    setState(state === undefined || state === "connecting" ? "connecting" : "reconnecting");
  }

  function reject(error: TRPCClientError<AppRouter>): void {
    setState("rejected", error);
    stop();
  }

  function expectStart(): void {
    clearTimeout(startTimer);
    if (!isPolling && !isStopped && state !== "live")
      startTimer = setTimeout(() => void checkReachable(), START_TIMEOUT_MS);
  }

  /** Falls back to polling if requests get through twice while the WebSocket does not: once may be a server that restarts. */
  async function checkReachable(): Promise<void> {
    if (isStopped || isPolling || isChecking) return;
    isChecking = true;
    try {
      await fetchNew();
      if (isReachable || socket.isBlocked()) startPolling();
      else expectStart();
      isReachable = true;
    } catch (error) {
      isReachable = false;
      if (state === "polling") setState("reconnecting");
      if (error instanceof NotSignedInError || error instanceof NotAllowedError) reject(error);
      // A WebSocket that is neither opened nor refused calls for no other check.
      else expectStart();
    } finally {
      isChecking = false;
    }
  }

  function startPolling(): void {
    if (isStopped || state === "live") return;
    isPolling = true;
    clearTimeout(startTimer);
    socket.setBlocked();
    setState("polling");
    pollTimer = setTimeout(() => void poll(), POLL_INTERVAL_MS);
  }

  function stopPolling(): void {
    isPolling = false;
    clearTimeout(pollTimer);
  }

  async function poll(): Promise<void> {
    try {
      await fetchNew();
      failures = 0;
      if (isPolling) setState("polling");
    } catch (error) {
      // The WebSocket may have opened meanwhile, and reports for itself.
      if (!isPolling) return;
      if (isFinal(error as TRPCClientError<AppRouter>)) reject(error as TRPCClientError<AppRouter>);
      else setState("reconnecting");
      failures++;
    }
    if (isStopped || !isPolling) return;
    pollTimer = setTimeout(() => void poll(), POLL_INTERVAL_MS + (failures > 0 ? backoffMs(failures) : 0));
  }

  async function fetchNew(): Promise<void> {
    const { cursor, messages } = await api.newEvents.query({ ...filter, lastEventId });
    if (isStopped) return;
    lastEventId = cursor;
    messages.forEach(notify);
  }

  function stop(): void {
    isStopped = true;
    stopPolling();
    clearTimeout(timer);
    clearTimeout(startTimer);
    subscription?.unsubscribe();
    stopObserving();
  }

  const stopObserving = socket.observe({
    onFailure: () => void checkReachable(),
    onOpen() {
      if (!isPolling) return;
      stopPolling();
      // The waiting subscription would resume from where it started.
      const waiting = subscription;
      subscribe();
      waiting?.unsubscribe();
    },
  });
  subscribe();
  if (socket.isBlocked()) void checkReachable();

  return stop;
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
