import type { Delivery } from "../delivery/delivery.ts";

/**
 * Sends what waits whenever the page may be about to go: hidden, which is the last thing a phone reliably tells, or
 * left. Tries again at once when the network is back, and when another tab left something to send. Answers a function
 * that stops listening. Outside a browser it does nothing.
 */
export function listenToPage({ sendBeforeLeaving, flush, wake }: Delivery): () => void {
  const listening = new AbortController();
  const listeners = {
    visibilitychange: () => document.hidden && sendBeforeLeaving(),
    pagehide: sendBeforeLeaving,
    online: flush,
    storage: wake,
  };

  if (globalThis.document) {
    for (const [type, listener] of Object.entries(listeners)) {
      addEventListener(type, () => void listener(), { signal: listening.signal });
    }
  }
  return () => listening.abort();
}
