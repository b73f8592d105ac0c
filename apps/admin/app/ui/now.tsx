import { createContext, useContext, useEffect, useState } from "react";
import type { ReactNode } from "react";

const NowContext = createContext(0);
const TICK_MS = 5_000;

/** Provides the current time for relative times. It starts with the server's, so that hydration matches. */
export function NowProvider({ start, children }: { start: number; children: ReactNode }) {
  const [now, setNow] = useState(start);
  useEffect(() => {
    const update = () => setNow(Date.now());
    const soon = setTimeout(update, 0);
    const timer = setInterval(update, TICK_MS);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, []);
  return <NowContext.Provider value={now}>{children}</NowContext.Provider>;
}

/** The current time in milliseconds, updated every few seconds. */
export function useNow(): number {
  return useContext(NowContext);
}
