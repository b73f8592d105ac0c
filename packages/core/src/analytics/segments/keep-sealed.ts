import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../../events/index.ts";
import type { Segments } from "./segments.ts";

const betweenBatches = 200;
const whenDone = 60_000;

/**
 * Seals days that have ended, batch after batch, until it is disposed of. Any number of processes may do so; one works.
 * Nothing depends on it but how soon the first questions after a start are answered.
 */
export function keepDaysSealed(segments: Segments, logger: Logger): AsyncDisposable {
  const stopping = new AbortController();

  async function sealSome(): Promise<number> {
    try {
      return await segments.seal();
    } catch (error) {
      if (!stopping.signal.aborted) logger.warn({ error }, "Days were not sealed; they will be tried again.");
      return 0;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pause = (await sealSome()) > 0 ? betweenBatches : whenDone;
      await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
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
