import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { createLedger, findFailures } from "../harness/ledger.ts";
import { startTraffic } from "../harness/traffic.ts";
import { underLoad } from "../harness/under-load.ts";

const DAY_MS = 24 * 3_600_000;
const TOLERANCE_MS = 60_000;

export const wrongClocks: Proof = {
  claim: "Senders whose clocks are off by a day lose no events, and each event is stored at its real time",
  async run({ servers, query }, { seconds, rate }) {
    const ledger = createLedger();
    const senders = servers.map(({ sender }) => sender);
    const start = Date.now();
    const traffic = [-DAY_MS, DAY_MS].map((shift) =>
      startTraffic({ senders, ledger, concurrency: 2, rate: rate / 2, now: () => Date.now() + shift }),
    );

    await sleep(seconds * 500);
    await Promise.all(traffic.map((each) => each.finish()));
    const balance = await ledger.balance(query);
    const [row] = await query<{ misplaced: number }>(
      `select count(*)::int as misplaced from admin_events.events
       where received_at >= $1 and abs(extract(epoch from occurred_at - received_at)) * 1000 > $2`,
      [new Date(start), TOLERANCE_MS],
    );
    const misplaced = row?.misplaced ?? Number.NaN;

    return {
      ...balance,
      measured: `${misplaced} at a wrong time`,
      failures: [
        ...findFailures(balance),
        ...(misplaced === 0 ? [] : [`${misplaced} events are stored at a wrong time.`]),
      ],
    };
  },
};

export const clockJumps: Proof = {
  claim: "A server whose clock jumps forward and back by a day neither loses nor duplicates events",
  run: (harness, scale) =>
    underLoad(harness, scale, async () => {
      const [{ process }] = harness.servers;
      for (const shift of [DAY_MS, -DAY_MS, 0]) {
        process().shiftClock(shift);
        await sleep((scale.seconds * 1000) / 4);
      }

      return "3 clock jumps";
    }),
};
