import type { EntityManager } from "@admin-events/db";
import { keepDoing } from "../../background/index.ts";
import { mergeRequestRollups } from "./merge-request-rollups.ts";
import type { Logger } from "../../logger.ts";

const pause = 10_000;

/** Sums up changed hours every ten seconds until it is disposed of. Any number of processes may do so. */
export function keepRequestRollupsMerged(fork: () => EntityManager, logger: Logger): AsyncDisposable {
  return keepDoing({
    async work() {
      await mergeRequestRollups(fork());
      return pause;
    },
    pauseAfterError: pause,
    onError: (error) =>
      logger.warn({ error }, "Requests were not summed up; readings stay right and become slower."),
  });
}
