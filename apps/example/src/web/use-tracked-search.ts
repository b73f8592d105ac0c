import type { events } from "@admin-events/catalog";
import { useTrack } from "@admin-events/client/react";
import { useEffect } from "react";

const pauseMs = 800;
const shortestQuery = 2;

/** Tracks a search once its typing has paused, not every letter of it. */
export function useTrackedSearch(query: string, results: number): void {
  const track = useTrack<typeof events>();
  const wanted = query.trim().toLowerCase();

  useEffect(() => {
    if (wanted.length < shortestQuery) return;
    const timer = setTimeout(() => track("search.performed", { query: wanted, results }), pauseMs);

    return () => clearTimeout(timer);
  }, [wanted, results, track]);
}
