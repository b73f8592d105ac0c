import type { EntityManager } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../events/index.ts";
import { foldChanges } from "./fold-changes.ts";

const pause = 1_000;

/** Folds changes every second until it is disposed of. Any number of processes may do so. */
export function keepDaysFolded(fork: () => EntityManager, logger: Logger): AsyncDisposable {
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await foldChanges(fork());
      } catch (error) {
        logger.warn({ error }, "Counts were not folded; questions stay right and become slower.");
      }
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
