import { setTimeout as sleep } from "node:timers/promises";

export interface Repetition {
  /** Does the work once. Returns the milliseconds to wait before the next time. */
  work: () => Promise<number>;
  pauseAfterError: number;
  /** Not called while stopping, when errors are expected. */
  onError: (error: unknown) => void;
}

/** Repeats work until it is disposed. Disposing waits for the current run. */
export function keepDoing({ work, pauseAfterError, onError }: Repetition): AsyncDisposable {
  const stopping = new AbortController();

  async function runOnce(): Promise<number> {
    try {
      return await work();
    } catch (error) {
      if (!stopping.signal.aborted) onError(error);
      return pauseAfterError;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pause = await runOnce();
      // Rejects when stopping, which ends the loop.
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = run();

  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
}
