import type { EntityManager } from "@admin-events/db";
import { keepDoing } from "../background/index.ts";
import { mergeRollupDeltas } from "./merge-rollup-deltas.ts";
import type { Logger } from "../logger.ts";

const pause = 1_000;

/** Folds changes every second until it is disposed of. Any number of processes may do so. */
export function keepRollupsMerged(fork: () => EntityManager, logger: Logger): AsyncDisposable {
  return keepDoing({
    async work() {
      await mergeRollupDeltas(fork());
      return pause;
    },
    pauseAfterError: pause,
    onError: (error) =>
      logger.warn({ error }, "Counts were not folded; metrics stay right and become slower."),
  });
}
