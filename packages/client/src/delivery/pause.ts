import { backoffMs, retryAfterMs } from "./retry.ts";

/** How long the server is left alone after it could not take events. */
export interface Pause {
  /** Whether the latest attempt failed. */
  isOn(): boolean;
  /** Whether the server itself asked for it (Retry-After): then nothing is sent, whatever the hurry. */
  isAskedFor(): boolean;
  /** Milliseconds until the next attempt; 0 when it may be made now. */
  remainingMs(): number;
  /** Another attempt failed: pauses longer than before, and as long as the server's `Retry-After` says. */
  lengthen(retryAfter: string | null): void;
  /** An attempt succeeded. */
  end(): void;
}

export function createPause(): Pause {
  let failures = 0;
  let askedForUntil = 0;
  let until = 0;

  return {
    isOn: () => failures > 0,
    isAskedFor: () => now() < askedForUntil,
    remainingMs: () => (failures > 0 ? Math.max(0, until - now()) : 0),
    lengthen(retryAfter) {
      failures++;
      askedForUntil = Math.max(askedForUntil, now() + retryAfterMs(retryAfter));
      until = Math.max(askedForUntil, now() + backoffMs(failures));
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
