import { backoffMs, maxRetryAfterMs, retryAfterMs } from "./retry.ts";
import type { Store } from "./store.ts";

/** How long the server is left alone after it could not take events. */
export interface Pause {
  /** Whether the latest attempt failed, or the server asked for it. */
  isOn: () => boolean;
  /** Whether the server itself asked for it (Retry-After): then nothing is sent, whatever the hurry. */
  isAskedFor: () => boolean;
  /** Milliseconds until the next attempt; 0 when it may be made now. */
  remainingMs: () => number;
  /** Another attempt failed: pauses longer than before, and as long as the server's `Retry-After` says. */
  lengthen: (retryAfter?: string | null) => void;
  /** An attempt succeeded. */
  end: () => void;
}

/** What the server asked for is noted in the store, so that all who share it respect it. */
export function createPause(store: Pick<Store, "read" | "write">): Pause {
  let failures = 0;
  let until = 0;

  // The clock may be set back meanwhile, but nobody has asked for more than this.
  const askedForMs = () => Math.min(Number(store.read("pause")) - Date.now(), maxRetryAfterMs);

  return {
    isOn: () => failures > 0 || askedForMs() > 0,
    isAskedFor: () => askedForMs() > 0,
    remainingMs: () => Math.max(0, askedForMs(), failures && until - now()),
    lengthen(retryAfter) {
      const asked = retryAfterMs(retryAfter);
      if (asked > askedForMs()) store.write("pause", String(Date.now() + asked));
      until = now() + backoffMs(++failures);
    },
    end() {
      failures = 0;
    },
  };
}

/** Milliseconds on a clock that nobody sets. */
export function now(): number {
  return performance.now();
}
