import type { EventFilter } from "@admin-events/client/query";
import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useApiClient } from "../api/api-provider.tsx";
import type { Connection } from "../feed/live/connection.ts";
import { CONNECTING } from "../feed/live/connection.ts";

const PACE = { delayMs: 250, intervalMs: 3_000 };
// Ranges move on with the clock, even without new events.
const REFRESH_INTERVAL_MS = 5 * 60_000;

/**
 * Reloads the page's data when matching events arrive: every few seconds at most, and not while the tab is hidden.
 * Returns the state of the live feed. `filters` must be a stable array.
 */
export function useLiveRevalidation(filters: readonly (string | EventFilter)[]): Connection {
  const client = useApiClient();
  const { revalidate } = useRevalidator();
  const [connections, setConnections] = useState<Readonly<Record<number, Connection>>>({});

  useEffect(() => {
    let isOutdated = false;
    const refresh = throttle(() => {
      isOutdated = document.hidden;
      if (!document.hidden) revalidate();
    }, PACE);
    const catchUp = () => {
      if (!document.hidden && isOutdated) refresh.request();
    };
    const stops = filters.map((filter, index) =>
      client.onEvent(typeof filter === "string" ? { name: filter } : filter, {
        onEvent: refresh.request,
        onResync: refresh.request,
        onState: (state, error) => {
          setConnections((before) => {
            // Events during the interruption were not received.
            const isBack = state === "live" || state === "polling";
            if (isBack && before[index]?.state === "reconnecting") refresh.request();
            return { ...before, [index]: { state, error } };
          });
        },
      }),
    );
    const timer = setInterval(refresh.request, REFRESH_INTERVAL_MS);
    document.addEventListener("visibilitychange", catchUp);
    return () => {
      for (const stop of stops) stop();
      refresh.cancel();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", catchUp);
    };
  }, [client, filters, revalidate]);

  return getWorst(filters.map((_, index) => connections[index] ?? CONNECTING));
}

const WORST_FIRST = ["rejected", "reconnecting", "connecting", "polling", "live"] as const;

function getWorst(connections: readonly Connection[]): Connection {
  const rank = ({ state }: Connection) => WORST_FIRST.indexOf(state);
  return connections.toSorted((a, b) => rank(a) - rank(b))[0] ?? CONNECTING;
}

/** Runs `delayMs` after the first request, then at most once per `intervalMs`. The last request always leads to a run. */
export function throttle(run: () => void, { delayMs, intervalMs }: { delayMs: number; intervalMs: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastRun = -Infinity;
  return {
    request: () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          lastRun = Date.now();
          run();
        },
        Math.max(delayMs, lastRun + intervalMs - Date.now()),
      );
    },
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
