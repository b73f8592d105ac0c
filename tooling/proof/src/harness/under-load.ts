import { setTimeout as sleep } from "node:timers/promises";
import type { Figures, Scale } from "../proof.ts";
import type { Follower } from "./follow-feed.ts";
import { followFeed } from "./follow-feed.ts";
import { createLedger, findFailures } from "./ledger.ts";
import type { Harness } from "./open-harness.ts";
import { startTraffic } from "./traffic.ts";

/**
 * Sends events to both servers, with a listener on each, while `disturb` runs. Counts once all events have arrived.
 *
 * @param disturb returns what it did, in a few words.
 */
export async function underLoad(
  harness: Harness,
  { seconds, rate }: Pick<Scale, "seconds" | "rate">,
  disturb: () => Promise<string | void>,
): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const ledger = createLedger();
  const followers: Follower[] = [];
  for (const server of harness.servers)
    followers.push(stack.use(await followFeed(server, ledger.createListener())));
  const senders = harness.servers.map(({ sender }) => sender);
  const traffic = startTraffic({ senders, ledger, concurrency: 8, rate });
  const endsAt = Date.now() + seconds * 1000;

  const measured = await disturb();
  await sleep(Math.max(0, endsAt - Date.now()));
  await traffic.finish();
  const balance = await ledger.balance(harness.query);
  const sum = (count: (follower: Follower) => number) =>
    followers.reduce((total, follower) => total + count(follower), 0);

  return {
    ...balance,
    measured: [
      measured,
      `${traffic.retries()} batches retried`,
      `${sum((follower) => follower.reconnections())} reconnections`,
      `${sum((follower) => follower.resyncs())} resyncs`,
    ]
      .filter(Boolean)
      .join(", "),
    failures: findFailures(balance),
  };
}

/** Repeats a disturbance, evenly over the time of a load. */
export async function repeatEvenly(
  { seconds, faults }: Pick<Scale, "seconds" | "faults">,
  disturb: () => Promise<void>,
): Promise<void> {
  const interval = (seconds * 1000) / (faults + 1);

  for (let fault = 0; fault < faults; fault++) {
    await sleep(Math.min(interval, 3_000));
    await disturb();
  }
}
