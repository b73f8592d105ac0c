import { useCallback } from "react";
import { Button } from "../ui/button.tsx";
import { useInView } from "./use-in-view.ts";

/** The end of the list. Loads older events when it comes near the viewport, or when the button is pressed. */
export function OlderEvents({ state, hasMore, onLoad }: OlderEventsProps) {
  const ref = useInView<HTMLDivElement>(
    useCallback(
      (isNear) => {
        if (isNear && hasMore && state === "idle") onLoad();
      },
      [hasMore, state, onLoad],
    ),
    "800px 0px",
  );
  return (
    <div ref={ref} className="grid min-h-20 place-content-center justify-items-center gap-2 py-6 text-center">
      {!hasMore && <p className="text-subtle">No older events</p>}
      {state === "failed" && (
        <p role="alert" className="text-bad">
          Couldn't load older events. Check your connection and try again.
        </p>
      )}
      {hasMore && (
        <Button disabled={state === "loading"} onClick={onLoad}>
          {state === "loading" ? "Loading…" : state === "failed" ? "Try again" : "Load older"}
        </Button>
      )}
    </div>
  );
}

interface OlderEventsProps {
  state: "idle" | "loading" | "failed";
  hasMore: boolean;
  onLoad: () => void;
}
