import { attempt } from "../attempt.ts";

/**
 * Calls the listener after every change of the URL. Returns a function that stops.
 *
 * The patch of the history is never removed, because other code may have patched it again. It only stops notifying.
 */
export function onNavigation(listener: () => void): () => void {
  let isStopped = false;
  // Deferred, because routers set the title after the URL, and redirects change the URL twice.
  const notify = () => void setTimeout(() => isStopped || attempt(listener));

  for (const name of ["pushState", "replaceState"] as const) {
    // Some pages freeze the history.
    attempt(() => {
      const original = history[name].bind(history);
      history[name] = (...state) => {
        original(...state);
        notify();
      };
    });
  }
  for (const type of ["popstate", "hashchange"]) addEventListener(type, notify);

  return () => {
    isStopped = true;
    for (const type of ["popstate", "hashchange"]) removeEventListener(type, notify);
  };
}
