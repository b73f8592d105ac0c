import { forgetHandler, handlerStatus } from "@admin-events/core/events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { startHandlerProcess } from "../harness/handler-process.ts";
import { openHandledEvents } from "../harness/open-handled-events.ts";
import { repeatEvenly, underLoad } from "../harness/under-load.ts";

/** What two workers handle in 100 ms, and the jobs they have begun. */
const MAX_TWICE_PER_KILL = 500;
const MAX_WAIT_MS = 120_000;

interface Handled {
  stored: number;
  once: number;
  again: number;
}

export const handlerKilled: Proof = {
  claim:
    "After killing a process with a durable handler (kill -9) under load, every event is handled, few of them twice",
  isLong: true,
  async run(harness, scale) {
    await using stack = new AsyncDisposableStack();
    const { url } = harness.cluster;
    const { orm } = stack.use(await openHandledEvents(harness));
    let handler = await startHandlerProcess(url);
    stack.defer(async () => {
      await handler[Symbol.asyncDispose]();
      await forgetHandler(orm.em.fork(), "proof");
    });
    const [start] = await harness.query<{ at: Date }>("select now() as at");

    const figures = await underLoad(harness, scale, () =>
      repeatEvenly(scale, async () => {
        await handler.kill();
        handler = await startHandlerProcess(url);
      }),
    );
    const startedWaiting = performance.now();
    while (performance.now() - startedWaiting < MAX_WAIT_MS && (await countPending()) > 0) await sleep(200);
    const waited = (performance.now() - startedWaiting) / 1_000;

    const [handled] = await harness.query<Handled>(
      `select
         (select count(*)::int from admin_events.events join admin_events.event_names on event_names.id = name_id
          where name like 'bench.%' and received_at >= $1) as stored,
         count(distinct event_id)::int as once,
         (count(*) - count(distinct event_id))::int as again
       from proof_handled`,
      [start?.at],
    );
    const { stored = 0, once = 0, again = 0 } = handled ?? {};

    return {
      ...figures,
      measured: `${scale.faults} × kill -9, ${once} events handled, ${again} of them twice, the last ${waited.toFixed(0)} s after the load`,
      failures: [
        ...figures.failures,
        ...(once === stored ? [] : [`${stored} events are stored, and ${once} were handled.`]),
        ...(again <= scale.faults * MAX_TWICE_PER_KILL ? [] : [`${again} events were handled twice.`]),
      ],
    };

    async function countPending(): Promise<number> {
      return (await handlerStatus(orm.em.fork())).find(({ name }) => name === "proof")?.pending ?? 0;
    }
  },
};
