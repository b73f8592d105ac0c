export interface Repetition {
  /** Names the loop on the System page. */
  name: string;
  /** Does the work once. Returns the milliseconds to wait before the next time. */
  work: () => Promise<number>;
  pauseAfterError: number;
  /** Not called while stopping, when errors are expected. */
  onError: (error: unknown) => void;
  /** Milliseconds after which a run counts as failed, and the next one starts. Default ten minutes. */
  timeLimit?: number;
}

/** How a loop is doing. */
export interface LoopStatus {
  name: string;
  /** ISO 8601; null if no run has succeeded since the process started. */
  lastSuccessAt: string | null;
  /** The error of the latest run; null if it succeeded. */
  lastError: string | null;
}

export interface Loop extends AsyncDisposable {
  getStatus: () => LoopStatus;
}

/** A loop that can be told that there is work. */
export interface WakeableLoop extends Loop {
  /** Ends the pause after a run that succeeded, or leaves the next one out. */
  wake: () => void;
}

const TIME_LIMIT_MS = 10 * 60_000;

/** Repeats work until it is disposed. Disposing waits for the current run. */
export function keepDoing({
  name,
  work,
  pauseAfterError,
  onError,
  timeLimit = TIME_LIMIT_MS,
}: Repetition): WakeableLoop {
  const stopping = new AbortController();
  let lastSuccessAt: string | null = null;
  let lastError: string | null = null;
  let isWoken = false;
  let endPause = () => {};

  async function runOnce(): Promise<number> {
    try {
      const pause = await withinTime(work(), timeLimit);
      lastSuccessAt = new Date().toISOString();
      lastError = null;
      return pause;
    } catch (error) {
      lastError = error instanceof Error ? error.message : String(error);
      if (!stopping.signal.aborted) onError(error);
      return pauseAfterError;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      isWoken = false;
      const pause = await runOnce();
      if (stopping.signal.aborted || (isWoken && lastError === null)) continue;

      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        endPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  const running = run();

  return {
    getStatus: () => ({ name, lastSuccessAt, lastError }),
    wake() {
      isWoken = true;
      if (lastError === null) endPause();
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      endPause();
      await running;
    },
  };
}

async function withinTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  const { promise: timeOver, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`The run took longer than ${milliseconds / 1_000} seconds.`)),
    milliseconds,
  );

  try {
    return await Promise.race([work, timeOver]);
  } finally {
    clearTimeout(timer);
  }
}
