import { keepDoing } from "../../background/index.ts";
import type { QueryEngine } from "./query-engine.ts";
import type { Logger } from "../../logger.ts";

const betweenBatches = 200;
const whenDone = 60_000;

/**
 * Seals days that have ended, batch after batch, until it is disposed of. Any number of processes may do so; one works.
 * Nothing depends on it but how soon the first metrics after a start are answered.
 */
export function keepChunksFinalized(segments: QueryEngine, logger: Logger): AsyncDisposable {
  return keepDoing({
    work: async () => ((await segments.finalizeChunks()) > 0 ? betweenBatches : whenDone),
    pauseAfterError: whenDone,
    onError: (error) => logger.warn({ error }, "Days were not sealed; they will be tried again."),
  });
}
