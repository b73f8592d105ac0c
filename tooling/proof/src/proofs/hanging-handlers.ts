import { forgetHandler, handlerStatus } from "@admin-events/core/events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { startHandlerProcess } from "../harness/handler-process.ts";
import { openHandledEvents } from "../harness/open-handled-events.ts";
import { measureLoops } from "../harness/server-status.ts";
import { underLoad } from "../harness/under-load.ts";

const MAX_WAIT_MS = 60_000;
/** A handler that works may lag this far behind while others hang. */
const MAX_LAG_SECONDS = 10;

export const hangingHandlers: Proof = {
  claim: "Five durable handlers that never end delay neither a handler that works nor the storing of events",
  isLong: true,
  async run(harness, scale) {
    await using stack = new AsyncDisposableStack();
    const { url } = harness.cluster;
    const { orm } = stack.use(await openHandledEvents(harness));
    const handler = await startHandlerProcess(url, "with-hanging");
    stack.defer(async () => {
      await handler.kill();
      for (const { name } of await handlerStatus(orm.em.fork())) await forgetHandler(orm.em.fork(), name);
    });
    const getWorking = async () =>
      (await handlerStatus(orm.em.fork())).find(({ name }) => name === "proof") ?? null;
    let worstLag = 0;
    let [isOver, wasEmpty] = [false, false];
    const watching = watchLag();

    const figures = await underLoad(harness, { ...scale, rate: scale.rate / 4 }, () => Promise.resolve());
    const started = performance.now();
    while (performance.now() - started < MAX_WAIT_MS && !wasEmpty) {
      wasEmpty = (await getWorking())?.pending === 0;
      await sleep(100);
    }
    isOver = true;
    await watching;
    const loops = await measureLoops(harness.servers);

    return {
      ...figures,
      measured: `${figures.measured}, the working handler was at most ${worstLag.toFixed(1)} s behind, ${loops.measured}`,
      failures: [
        ...figures.failures,
        ...(wasEmpty ? [] : ["The working handler did not finish."]),
        ...(worstLag <= MAX_LAG_SECONDS ? [] : [`The working handler was ${worstLag.toFixed(1)} s behind.`]),
        ...loops.failures,
      ],
    };

    async function watchLag(): Promise<void> {
      while (!isOver) {
        worstLag = Math.max(worstLag, (await getWorking())?.oldestPendingSeconds ?? 0);
        await sleep(500);
      }
    }
  },
};
