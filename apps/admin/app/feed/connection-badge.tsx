import { NotAllowedError, NotSignedInError } from "@admin-events/client/query";
import { Link, useLocation } from "@remix-run/react";
import { Hint } from "../ui/hint.tsx";
import type { Connection } from "./live/connection.ts";

const LABELS: Record<Exclude<Connection["state"], "rejected"> | "paused", string> = {
  connecting: "Connecting…",
  live: "Live",
  polling: "Live every 3 s",
  reconnecting: "Reconnecting…",
  paused: "Paused",
};

const POLLING_HINT =
  "A proxy between this browser and the server does not let WebSockets through, so new events are fetched every 3 seconds. Let it pass the Upgrade header on. The panel keeps trying.";

/** Shows and announces the state of the live feed. */
export function ConnectionBadge({ connection, isPaused = false }: ConnectionBadgeProps) {
  const state = isPaused && connection.state !== "rejected" ? "paused" : connection.state;
  return (
    <span
      role="status"
      className="connection text-muted data-[state=live]:text-foreground data-[state=rejected]:text-bad inline-flex items-center gap-2 not-data-[state=rejected]:whitespace-nowrap"
      data-state={state}
    >
      {state === "rejected" ? <Rejection error={connection.error} /> : LABELS[state]}
      {state === "polling" && <Hint about="the live feed">{POLLING_HINT}</Hint>}
    </span>
  );
}

interface ConnectionBadgeProps {
  connection: Connection;
  isPaused?: boolean;
}

function Rejection({ error }: { error: Error | null }) {
  const { pathname, search } = useLocation();
  const isSignedOut = error instanceof NotSignedInError || error instanceof NotAllowedError;
  if (!isSignedOut)
    return (
      <span className="wrap-anywhere">The live feed stopped. Reload the page. Reason: {error?.message}</span>
    );

  return (
    <>
      Your session has ended.
      <Link
        to={`/sign-in?${new URLSearchParams({ returnTo: pathname + search }).toString()}`}
        className="underline underline-offset-2"
      >
        Sign in again
      </Link>
    </>
  );
}
