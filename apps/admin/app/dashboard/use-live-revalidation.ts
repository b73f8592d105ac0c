import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { FeedInput } from "../api/outputs.ts";
import { trpc } from "../api/trpc.ts";
import type { Connection } from "../feed/live/stream-events.ts";
import { streamEvents } from "../feed/live/stream-events.ts";
import { throttled } from "./throttled.ts";

const pace = { after: 250, every: 3_000 };
/** Ranges move on with the clock, also when nothing happens. */
const anyway = 5 * 60_000;

/**
 * Loads the page's figures anew when events of these names, or under these filters, arrive, every few seconds at most,
 * and not while nobody looks. Comes back with whether events come in. It must be the same array at every call.
 */
export function useLiveRevalidation(names: readonly (string | FeedInput)[]): Connection {
  const { client } = trpc.useUtils();
  const { revalidate } = useRevalidator();
  const [connections, setConnections] = useState<Readonly<Record<number, Connection>>>({});

  useEffect(() => {
    let isOutdated = false;
    const refresh = throttled(() => {
      isOutdated = document.hidden;
      if (!document.hidden) revalidate();
    }, pace);
    const catchUp = () => {
      if (!document.hidden && isOutdated) refresh.request();
    };
    const stops = names.map((name, index) =>
      streamEvents({
        source: client.onEvent,
        filter: typeof name === "string" ? { name } : name,
        after: null,
        onEvent: refresh.request,
        onResync: refresh.request,
        onConnection: (connection) => {
          setConnections((known) => {
            // What happened while the connection was lost was not heard.
            if (connection === "live" && known[index] === "reconnecting") refresh.request();
            return known[index] === connection ? known : { ...known, [index]: connection };
          });
        },
      }),
    );
    const timer = setInterval(refresh.request, anyway);
    document.addEventListener("visibilitychange", catchUp);
    return () => {
      for (const stop of stops) stop();
      refresh.cancel();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", catchUp);
    };
  }, [client, names, revalidate]);

  return worstOf(names.map((_, index) => connections[index] ?? "connecting"));
}

function worstOf(connections: readonly Connection[]): Connection {
  const order: readonly Connection[] = ["ended", "reconnecting", "connecting"];
  return order.find((connection) => connections.includes(connection)) ?? "live";
}
