import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { createLedger, failuresOf } from "../rig/ledger.ts";
import { startSending } from "../rig/send-events.ts";
import { underLoad } from "../rig/under-load.ts";

const day = 24 * 3_600_000;
const tolerance = 60_000;

export const wrongClocks: Proof = {
  claim: "senders whose clocks are a day off lose nothing, and their events stand where they happened",
  async run({ servers, query }, { seconds, rate }) {
    const ledger = createLedger();
    const doors = servers.map(({ door }) => door);
    const start = Date.now();
    const senders = [-day, day].map((shift) =>
      startSending({ doors, ledger, senders: 2, rate: rate / 2, now: () => Date.now() + shift }),
    );

    await sleep(seconds * 500);
    await Promise.all(senders.map((sender) => sender.finish()));
    const balance = await ledger.balance(query);
    const [row] = await query<{ misplaced: number }>(
      `select count(*)::int as misplaced from admin_events.events
       where received_at >= $1 and abs(extract(epoch from occurred_at - received_at)) * 1000 > $2`,
      [new Date(start), tolerance],
    );
    const misplaced = row?.misplaced ?? Number.NaN;

    return {
      ...balance,
      measured: `${misplaced} misplaced in time`,
      failures: [
        ...failuresOf(balance),
        ...(misplaced === 0 ? [] : [`${misplaced} events stand at another time.`]),
      ],
    };
  },
};

export const clockJumps: Proof = {
  claim: "a server whose clock jumps a day forth and back loses and doubles nothing",
  run: (rig, scale) =>
    underLoad(rig, scale, async () => {
      const [{ process }] = rig.servers;
      for (const shift of [day, -day, 0]) {
        process().shiftClock(shift);
        await sleep((scale.seconds * 1000) / 4);
      }

      return "3 jumps";
    }),
};
