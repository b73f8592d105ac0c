import { useEffect } from "react";

const CHECK_INTERVAL_MS = 15_000;
// Browsers slow background tabs down to one check a minute, so a shorter gap is not sleep.
const SLEEP_MS = 150_000;

/** Calls back when the page resumes after minutes of sleep: of the machine, of the tab, or in the back-forward cache. */
export function useWakeUp(onWakeUp: () => void): void {
  useEffect(() => {
    let lastCheck = Date.now();
    const check = () => {
      const hasSlept = Date.now() - lastCheck > SLEEP_MS;
      lastCheck = Date.now();
      if (hasSlept) onWakeUp();
    };
    const handlePageShow = (event: PageTransitionEvent) => {
      if (event.persisted) onWakeUp();
    };
    const timer = setInterval(check, CHECK_INTERVAL_MS);
    document.addEventListener("visibilitychange", check);
    addEventListener("pageshow", handlePageShow);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", check);
      removeEventListener("pageshow", handlePageShow);
    };
  }, [onWakeUp]);
}
