import { useCallback } from "react";
import { Button } from "../ui/button.tsx";
import { useInView } from "./use-in-view.ts";

/** The end of the list: older events load as it comes near, or by the button. */
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
      {!hasMore && <p className="text-faint">This is the first event.</p>}
      {state === "failed" && (
        <p role="alert" className="text-bad">
          Older events could not be loaded. Check your connection, then try again.
        </p>
      )}
      {hasMore && (
        <Button disabled={state === "loading"} onClick={onLoad}>
          {state === "loading" ? "Loading older events…" : state === "failed" ? "Try again" : "Load older"}
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
