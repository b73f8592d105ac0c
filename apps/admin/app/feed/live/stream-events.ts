import type { LiveMessage } from "@admin-events/api";
import { jitteredDelay } from "../../api/jittered-delay.ts";
import type { StoredEvent } from "../../api/outputs.ts";

/** Whether events come in: `ended` means that the sign-in is over and nothing will come again. */
export type Connection = "connecting" | "live" | "reconnecting" | "ended";

/** The part of the API's client that the stream needs. */
export interface LiveSource<Filter> {
  subscribe: (
    input: Filter & { lastEventId?: string | null },
    callbacks: LiveCallbacks,
  ) => { unsubscribe: () => void };
}

interface LiveCallbacks {
  onData: (envelope: { id: string; data: LiveMessage }) => void;
  onError: (error: unknown) => void;
  onComplete: () => void;
  onConnectionStateChange: (state: { state: "idle" | "connecting" | "pending" }) => void;
}

interface StreamOptions<Filter> {
  source: LiveSource<Filter>;
  filter: Filter;
  /** Where to begin: the history's `liveCursor`; null begins now. */
  after: string | null;
  /** Called for each event; the same one may come twice. */
  onEvent: (event: StoredEvent) => void;
  /** Too much was missed; the history should be loaded anew. */
  onResync: () => void;
  onConnection: (connection: Connection) => void;
}

/**
 * Follows the live feed until the returned function is called. A lost socket resumes by itself where it stopped; a
 * subscription that the server ended is begun again there, later each time, unless the sign-in is over.
 */
export function streamEvents<Filter>({
  source,
  filter,
  after,
  onEvent,
  onResync,
  onConnection,
}: StreamOptions<Filter>) {
  let lastEventId = after;
  let attempt = 0;
  let wasLive = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe: () => void } | undefined;

  const tellWaiting = () => onConnection(wasLive ? "reconnecting" : "connecting");

  function begin() {
    subscription = source.subscribe(
      { ...filter, lastEventId },
      {
        onData: ({ id, data }) => {
          lastEventId = id;
          attempt = 0;
          wasLive = true;
          onConnection("live");
          if (data.type === "events") for (const event of data.events) onEvent(event);
          if (data.type === "resync") onResync();
        },
        onConnectionStateChange: ({ state }) => {
          // An open socket is not yet a feed: "live" is said by the first message.
          if (state !== "pending") tellWaiting();
        },
        onError: (error) => {
          if (isSignedOut(error)) onConnection("ended");
          else beginAgain();
        },
        onComplete: beginAgain,
      },
    );
  }

  function beginAgain() {
    // Unsubscribing completes the subscription too.
    if (isStopped) return;
    tellWaiting();
    clearTimeout(timer);
    timer = setTimeout(begin, jitteredDelay(attempt++));
  }

  begin();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    subscription?.unsubscribe();
  };
}

function isSignedOut(error: unknown): boolean {
  const code = (error as { data?: { code?: unknown } | null } | null)?.data?.code;
  return code === "UNAUTHORIZED" || code === "FORBIDDEN";
}
