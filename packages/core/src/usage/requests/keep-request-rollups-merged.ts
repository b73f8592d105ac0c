import type { EntityManager } from "@admin-events/db";
import { keepDoing } from "../../background/index.ts";
import type { Logger } from "../../events/index.ts";
import { foldRequests } from "./merge-request-rollups.ts";

const pause = 10_000;

/** Sums up changed hours every ten seconds until it is disposed of. Any number of processes may do so. */
export function keepRequestsFolded(fork: () => EntityManager, logger: Logger): AsyncDisposable {
  return keepDoing({
    async work() {
      await foldRequests(fork());
      return pause;
    },
    pauseAfterError: pause,
    onError: (error) =>
      logger.warn({ error }, "Requests were not summed up; readings stay right and become slower."),
  });
}
