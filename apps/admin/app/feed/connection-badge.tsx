import type { ListeningState } from "@admin-events/client/query";
import { Link, useLocation } from "@remix-run/react";

const LABELS: Record<ListeningState | "paused", string> = {
  connecting: "Connecting…",
  live: "Live",
  reconnecting: "Reconnecting…",
  paused: "Paused",
  rejected: "Your session has ended.",
};

/** Shows and announces the state of the live feed. */
export function ConnectionBadge({ state: connection, isPaused = false }: ConnectionBadgeProps) {
  const { pathname, search } = useLocation();
  const returnTo = pathname + search;
  const state = isPaused && connection !== "rejected" ? "paused" : connection;
  return (
    <span
      role="status"
      className="connection text-muted data-[state=live]:text-foreground data-[state=rejected]:text-bad inline-flex items-center gap-2 whitespace-nowrap"
      data-state={state}
    >
      {LABELS[state]}
      {state === "rejected" && (
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

interface ConnectionBadgeProps {
  state: ListeningState;
  isPaused?: boolean;
}
