import type { EntityManager } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../../events/index.ts";
import { foldRequests } from "./fold-requests.ts";

const pause = 10_000;

/** Sums up changed hours every ten seconds until it is disposed of. Any number of processes may do so. */
export function keepRequestsFolded(fork: () => EntityManager, logger: Logger): AsyncDisposable {
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await foldRequests(fork());
      } catch (error) {
        logger.warn({ error }, "Requests were not summed up; readings stay right and become slower.");
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
