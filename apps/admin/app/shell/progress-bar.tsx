import { useNavigation } from "@remix-run/react";

/** A bar at the top of the page during navigation. It appears with a delay, so that fast responses never show it. */
export function ProgressBar() {
  const isLoading = useNavigation().state !== "idle";
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      {isLoading && (
        <>
          <span className="sr-only">Loading</span>
          <div className="progress-bar bg-accent h-full" />
        </>
      )}
    </div>
  );
}
