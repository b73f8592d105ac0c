import { setTimeout as sleep } from "node:timers/promises";

/** The values of a source, and null whenever the source was silent for an interval of milliseconds. */
export async function* withHeartbeats<Value>(
  source: AsyncIterableIterator<Value>,
  interval: number,
  signal?: AbortSignal,
): AsyncGenerator<Value | null, void, undefined> {
  let next = source.next();

  try {
    while (!signal?.aborted) {
      const waiting = new AbortController();
      const silence = sleep(interval, null, { signal: waiting.signal }).catch(() => null);
      const result = await Promise.race([next, silence]);
      waiting.abort();

      if (result === null) {
        yield null;
      } else if (result.done) {
        return;
      } else {
        next = source.next();
        yield result.value;
      }
    }
  } finally {
    await source.return?.();
  }
}
