import { useEffect, useRef } from "react";

/** Does something the first time the component is on the page and `isReady`, and never again. */
export function useOnce(act: () => void, isReady = true): void {
  const isDone = useRef(false);

  useEffect(() => {
    if (isDone.current || !isReady) return;
    isDone.current = true;
    act();
  }, [act, isReady]);
}
