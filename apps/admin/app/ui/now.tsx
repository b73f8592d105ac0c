import { createContext, useContext, useEffect, useState } from "react";
import type { ReactNode } from "react";

const NowContext = createContext(0);
const tick = 5_000;

/**
 * The present for everything that says how long ago something was. It begins as the server's present, so that the
 * first paint in the browser says the same words, and then moves every five seconds.
 */
export function NowProvider({ start, children }: { start: number; children: ReactNode }) {
  const [now, setNow] = useState(start);
  useEffect(() => {
    const move = () => setNow(Date.now());
    const soon = setTimeout(move, 0);
    const timer = setInterval(move, tick);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, []);
  return <NowContext.Provider value={now}>{children}</NowContext.Provider>;
}

/** The present in milliseconds. */
export function useNow(): number {
  return useContext(NowContext);
}
