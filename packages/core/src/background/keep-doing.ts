import { setTimeout as sleep } from "node:timers/promises";

export interface Repetition {
  /** Does the work once. Answers how many milliseconds to wait before it is done again. */
  work: () => Promise<number>;
  /** How many milliseconds to wait when it failed. */
  pauseAfterError: number;
  /** Told why it failed; not while stopping, when failures are to be expected. */
  onError: (error: unknown) => void;
}

/** Does a piece of work again and again until it is disposed of, which waits for the one under way. */
export function keepDoing({ work, pauseAfterError, onError }: Repetition): AsyncDisposable {
  const stopping = new AbortController();

  async function doOnce(): Promise<number> {
    try {
      return await work();
    } catch (error) {
      if (!stopping.signal.aborted) onError(error);
      return pauseAfterError;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pause = await doOnce();
      // Rejects when stopped meanwhile, which the loop then sees.
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
