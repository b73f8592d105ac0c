import { useEffect } from "react";
import { useShop } from "./shop-provider.tsx";

const pauseMs = 800;
const shortestQuery = 2;

/** Tracks a search once its typing has paused, not every letter of it. */
export function useTrackedSearch(query: string, results: number): void {
  const { tracking } = useShop();
  const wanted = query.trim().toLowerCase();

  useEffect(() => {
    if (wanted.length < shortestQuery) return;
    const timer = setTimeout(() => tracking.track("search.performed", { query: wanted, results }), pauseMs);

    return () => clearTimeout(timer);
  }, [wanted, results, tracking]);
}
