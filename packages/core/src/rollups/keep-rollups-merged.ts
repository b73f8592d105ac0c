import type { EntityManager } from "@admin-events/db";
import { keepDoing } from "../background/index.ts";
import type { Logger } from "../events/index.ts";
import { foldChanges } from "./merge-rollup-deltas.ts";

const pause = 1_000;

/** Folds changes every second until it is disposed of. Any number of processes may do so. */
export function keepDaysFolded(fork: () => EntityManager, logger: Logger): AsyncDisposable {
  return keepDoing({
    async work() {
      await foldChanges(fork());
      return pause;
    },
    pauseAfterError: pause,
    onError: (error) =>
      logger.warn({ error }, "Counts were not folded; questions stay right and become slower."),
  });
}
