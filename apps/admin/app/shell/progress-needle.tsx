import { useNavigation } from "@remix-run/react";

/** A line at the top of the page while the next one loads; quick answers never show it. */
export function ProgressNeedle() {
  const isLoading = useNavigation().state !== "idle";
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      {isLoading && (
        <>
          <span className="sr-only">Loading</span>
          <div className="progress-needle bg-needle h-full" />
        </>
      )}
    </div>
  );
}
