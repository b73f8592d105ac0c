import { Link, useLocation } from "@remix-run/react";
import type { Connection } from "./live/stream-events.ts";

/** Whether the feed is live, told to eyes and to screen readers. */
export function ConnectionBadge({ connection, isPaused }: { connection: Connection; isPaused: boolean }) {
  const { pathname, search } = useLocation();
  const returnTo = pathname + search;
  const state = isPaused && connection !== "ended" ? "paused" : connection;
  return (
    <span role="status" className="connection" data-state={state}>
      {words[state]}
      {state === "ended" && (
        <Link
          to={`/sign-in?${new URLSearchParams({ returnTo }).toString()}`}
          className="underline underline-offset-2"
        >
          Sign in again
        </Link>
      )}
    </span>
  );
}

const words: Record<Connection | "paused", string> = {
  connecting: "Connecting…",
  live: "Live",
  reconnecting: "Reconnecting…",
  paused: "Paused",
  ended: "Your sign-in has ended.",
};
