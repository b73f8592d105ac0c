import { useEffect } from "react";

const checkEvery = 15_000;
/** A tab in the background is slowed down to a check a minute, so less than this is no sleep. */
const sleepAfter = 150_000;

/** Calls back when the page comes to life after minutes of sleep: of the machine, of the tab, or in the history. */
export function useWakeUp(onWakeUp: () => void): void {
  useEffect(() => {
    let lastSign = Date.now();
    const check = () => {
      const slept = Date.now() - lastSign > sleepAfter;
      lastSign = Date.now();
      if (slept) onWakeUp();
    };
    const restored = (event: PageTransitionEvent) => {
      if (event.persisted) onWakeUp();
    };
    const timer = setInterval(check, checkEvery);
    document.addEventListener("visibilitychange", check);
    addEventListener("pageshow", restored);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", check);
      removeEventListener("pageshow", restored);
    };
  }, [onWakeUp]);
}
