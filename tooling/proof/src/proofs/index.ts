import type { Proof } from "../proof.ts";
import { clockJumps, wrongClocks } from "./clocks.ts";
import { databaseKilled } from "./database-killed.ts";
import { equalTimestamps } from "./equal-timestamps.ts";
import { foreignPages } from "./foreign-pages.ts";
import { fullDisk } from "./full-disk.ts";
import { fullPool } from "./full-pool.ts";
import { hostileConnections } from "./hostile-connections.ts";
import { mutatedBodies } from "./mutated-bodies.ts";
import { oneFeed } from "./one-feed.ts";
import { poison } from "./poison.ts";
import { rollingRestart } from "./rolling-restart.ts";
import { serverKilled } from "./server-killed.ts";
import { stalledReader } from "./stalled-reader.ts";
import { twelveWriters } from "./twelve-writers.ts";
import { twoTabs } from "./two-tabs.ts";
import { upgrade } from "./upgrade.ts";

/** In the order in which they run, against one and the same PostgreSQL and its two servers. */
const all: Record<string, Proof> = {
  "twelve-writers": twelveWriters,
  "server-killed": serverKilled,
  "database-killed": databaseKilled,
  poison,
  "wrong-clocks": wrongClocks,
  "clock-jumps": clockJumps,
  "stalled-reader": stalledReader,
  "foreign-pages": foreignPages,
  "two-tabs": twoTabs,
  "one-feed": oneFeed,
  "rolling-restart": rollingRestart,
  "equal-timestamps": equalTimestamps,
  "full-pool": fullPool,
  "full-disk": fullDisk,
  "mutated-bodies": mutatedBodies,
  "hostile-connections": hostileConnections,
  upgrade,
};

/** The proofs of one form. */
export function proofsOf(form: "short" | "long"): Record<string, Proof> {
  return Object.fromEntries(Object.entries(all).filter(([, { isLong }]) => form === "long" || !isLong));
}
