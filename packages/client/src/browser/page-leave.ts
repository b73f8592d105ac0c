/**
 * Calls back whenever the page may be about to go: hidden (the last thing a phone reliably tells) or left.
 * Answers a function that stops listening. Outside a browser it does nothing.
 */
export function onPageLeave(leave: () => void): () => void {
  if (typeof document === "undefined") return () => {};

  const onVisibilityChange = () => {
    if (document.visibilityState === "hidden") leave();
  };
  document.addEventListener("visibilitychange", onVisibilityChange);
  addEventListener("pagehide", leave);

  return () => {
    document.removeEventListener("visibilitychange", onVisibilityChange);
    removeEventListener("pagehide", leave);
  };
}
