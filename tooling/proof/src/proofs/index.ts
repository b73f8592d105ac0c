import type { Proof } from "../proof.ts";
import { clockJumps, wrongClocks } from "./clocks.ts";
import { databaseKilled } from "./database-killed.ts";
import { equalTimestamps } from "./equal-timestamps.ts";
import { crossSiteRequests } from "./cross-site-requests.ts";
import { fullDisk } from "./full-disk.ts";
import { foreignTransaction } from "./foreign-transaction.ts";
import { fullNotifyQueue } from "./full-notify-queue.ts";
import { fullPool } from "./full-pool.ts";
import { hangingHandlers } from "./hanging-handlers.ts";
import { handlerKilled } from "./handler-killed.ts";
import { hostileConnections } from "./hostile-connections.ts";
import { hostilePublicKey } from "./hostile-public-key.ts";
import { mutatedBodies } from "./mutated-bodies.ts";
import { sharedFeed } from "./shared-feed.ts";
import { invalidEvents } from "./invalid-events.ts";
import { rollingRestart } from "./rolling-restart.ts";
import { serverKilled } from "./server-killed.ts";
import { silentDatabase } from "./silent-database.ts";
import { stalledReader } from "./stalled-reader.ts";
import { concurrentWriters } from "./concurrent-writers.ts";
import { offlineTabs } from "./offline-tabs.ts";
import { upgrade } from "./upgrade.ts";

/** In the order in which they run, on the same PostgreSQL and its two servers. */
const proofs: Record<string, Proof> = {
  "concurrent-writers": concurrentWriters,
  "server-killed": serverKilled,
  "handler-killed": handlerKilled,
  "database-killed": databaseKilled,
  "invalid-events": invalidEvents,
  "wrong-clocks": wrongClocks,
  "clock-jumps": clockJumps,
  "stalled-reader": stalledReader,
  "cross-site-requests": crossSiteRequests,
  "offline-tabs": offlineTabs,
  "shared-feed": sharedFeed,
  "rolling-restart": rollingRestart,
  "equal-timestamps": equalTimestamps,
  "full-pool": fullPool,
  "full-disk": fullDisk,
  "silent-database": silentDatabase,
  "full-notify-queue": fullNotifyQueue,
  "foreign-transaction": foreignTransaction,
  "hanging-handlers": hangingHandlers,
  "mutated-bodies": mutatedBodies,
  "hostile-connections": hostileConnections,
  "hostile-public-key": hostilePublicKey,
  upgrade,
};

/** The proofs that run in a form; the long form runs all. */
export function selectProofs(form: "short" | "long"): Record<string, Proof> {
  return Object.fromEntries(Object.entries(proofs).filter(([, { isLong }]) => form === "long" || !isLong));
}
