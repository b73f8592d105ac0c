import { keepDoing } from "../../background/index.ts";
import type { Logger } from "../../events/index.ts";
import type { Segments } from "./query-engine.ts";

const betweenBatches = 200;
const whenDone = 60_000;

/**
 * Seals days that have ended, batch after batch, until it is disposed of. Any number of processes may do so; one works.
 * Nothing depends on it but how soon the first questions after a start are answered.
 */
export function keepDaysSealed(segments: Segments, logger: Logger): AsyncDisposable {
  return keepDoing({
    work: async () => ((await segments.seal()) > 0 ? betweenBatches : whenDone),
    pauseAfterError: whenDone,
    onError: (error) => logger.warn({ error }, "Days were not sealed; they will be tried again."),
  });
}
