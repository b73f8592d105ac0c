import { attempt } from "../attempt.ts";
import { backoffMs, MAX_RETRY_AFTER_MS, retryAfterMs } from "./retry.ts";
import type { Store } from "./store.ts";

/** The pause between a failed attempt and the next one. */
export interface Pause {
  /** Whether the last attempt failed or the server requested a pause. */
  isActive: () => boolean;
  /** Whether the server requested a pause by `Retry-After`. Nothing is sent until it ends, not even by `flush`. */
  isRequested: () => boolean;
  /** Milliseconds until the next attempt. 0 if there is no pause. */
  remainingMs: () => number;
  /** Starts a longer pause after another failed attempt, at least as long as `Retry-After`. */
  extend: (retryAfter?: string | null) => void;
  /** Ends the pause after a successful attempt. */
  end: () => void;
}

/** Creates a pause. `Retry-After` is kept in the store, so that all tabs respect it. */
export function createPause(store: Pick<Store, "read" | "write">): Pause {
  let failures = 0;
  let until = 0;

  function requestedMs(): number {
    const ms = Number(store.read("pause")) - Date.now();
    // A longer pause was stored before the system clock was set back.
    return ms > MAX_RETRY_AFTER_MS ? 0 : ms;
  }

  return {
    isActive: () => failures > 0 || requestedMs() > 0,
    isRequested: () => requestedMs() > 0,
    remainingMs: () => Math.max(0, requestedMs(), failures && until - now()),
    extend(retryAfter) {
      const ms = retryAfterMs(retryAfter);
      if (ms > requestedMs()) store.write("pause", String(Date.now() + ms));
      until = now() + backoffMs(++failures);
    },
    end() {
      failures = 0;
    },
  };
}

/** Milliseconds of a monotonic clock. */
export function now(): number {
  return attempt(() => performance.now()) ?? Date.now();
}
