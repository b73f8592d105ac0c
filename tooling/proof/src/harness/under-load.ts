import { setTimeout as sleep } from "node:timers/promises";
import type { Figures, Scale } from "../proof.ts";
import type { Follower } from "./follow-feed.ts";
import { followFeed } from "./follow-feed.ts";
import type { Ledger } from "./ledger.ts";
import { createLedger, failuresOf } from "./ledger.ts";
import type { Rig } from "./open-rig.ts";
import type { Sender } from "./send-events.ts";
import { startSending } from "./send-events.ts";

/** What goes on around a disturbance. */
export interface Load {
  ledger: Ledger;
  sender: Sender;
  followers: Follower[];
}

/** Sends to both servers with a listener at each, disturbs that, and counts when everything has come to rest. */
export async function underLoad(
  rig: Rig,
  { seconds, rate }: Pick<Scale, "seconds" | "rate">,
  disturb: (load: Load) => Promise<string | void>,
): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const ledger = createLedger();
  const followers: Follower[] = [];
  for (const server of rig.servers) followers.push(stack.use(await followFeed(server, ledger.listener())));
  const sender = startSending({ doors: rig.servers.map(({ door }) => door), ledger, senders: 8, rate });
  const endsAt = Date.now() + seconds * 1000;

  const measured = await disturb({ ledger, sender, followers });
  await sleep(Math.max(0, endsAt - Date.now()));
  await sender.finish();
  const balance = await ledger.balance(rig.query);
  const sum = (count: (follower: Follower) => number) => followers.reduce((n, each) => n + count(each), 0);

  return {
    ...balance,
    measured: [
      measured,
      `${sender.retries()} batches sent again`,
      `${sum((follower) => follower.reconnections())} reconnections`,
      `${sum((follower) => follower.resyncs())} times the history anew`,
    ]
      .filter(Boolean)
      .join(", "),
    failures: failuresOf(balance),
  };
}

/** Does something so often, evenly over the time of a load. */
export async function spread(
  { seconds, faults }: Pick<Scale, "seconds" | "faults">,
  disturb: () => Promise<void>,
): Promise<void> {
  const interval = (seconds * 1000) / (faults + 1);

  for (let fault = 0; fault < faults; fault++) {
    await sleep(Math.min(interval, 3_000));
    await disturb();
  }
}
