import type { RouterOutputs } from "../api/trpc.ts";
import { formatBytes } from "../format/format-bytes.ts";
import { formatCount, formatQuantity } from "../format/format-count.ts";
import { formatDuration } from "../format/format-duration.ts";
import { describeOpenWrite, formatEndStatement } from "./open-write.ts";

export type SystemStatus = RouterOutputs["system"]["status"];

type Level = "good" | "warn" | "bad";

/** One measured value. */
export interface HealthCheck {
  title: string;
  value: string;
  level: Level;
  description: string;
  /** Advice for the user, unless the level is good. */
  advice: string;
}

/** All health checks, grouped by the part of the system. */
export function getHealthChecks({
  process,
  database,
  inbox,
  handlers,
  scheduledJobs,
}: SystemStatus): Record<string, HealthCheck[]> {
  return {
    ...(process && { Ingestion: checkIngestion(process), Server: checkProcess(process) }),
    Transactions: checkInbox(inbox),
    Database: checkDatabase(database),
    "Live feed": [
      ...(process ? [checkListeners(process), checkNotifications(process)] : []),
      checkFeedLag(database),
    ],
    Handlers: checkHandlers(handlers),
    "Background work": checkLoops([...(process?.loops ?? []), ...scheduledJobs]),
  };
}

type Process = NonNullable<SystemStatus["process"]>;

function checkIngestion({
  storedPerSecond,
  waiting,
  oldestWaitingSeconds,
  flushMs,
  rejectedItems,
  droppedRequests,
}: Process): HealthCheck[] {
  return [
    {
      title: "Throughput",
      value: `${formatCount(Math.round(storedPerSecond * 10) / 10)} / s`,
      level: "good",
      description: "Events stored per second on this server, last minute",
      advice: "",
    },
    {
      title: "Queue",
      value: formatCount(waiting),
      level: toLevel(waiting, 2_000, 8_000),
      description: "Events waiting to be stored. At 10,000, senders get 429 and retry.",
      advice:
        "Events arrive faster than the database stores them. Check the commit time below; add a server only if the database has capacity.",
    },
    {
      title: "Oldest waiting event",
      value: formatDuration(oldestWaitingSeconds),
      level: toLevel(oldestWaitingSeconds, 2, 5),
      description: "From 5 seconds on, /readyz answers 503, so that a load balancer uses another server.",
      advice: "PostgreSQL does not answer, or a lock holds events up. Search the server log for “stored”.",
    },
    {
      title: "Commit time",
      value: `${formatCount(Math.round(flushMs))} ms`,
      level: toLevel(flushMs, 500, 3_000),
      description: "p95, last minute",
      advice: "PostgreSQL is slow to commit. Check for long transactions, locks and disk load.",
    },
    {
      title: "Rejected items",
      value: formatCount(rejectedItems),
      level: toLevel(rejectedItems, 1, Infinity),
      description: "Events and other items that were invalid, since this server started",
      advice: "Open Events › Rejected for the reasons, and fix the senders.",
    },
    {
      title: "Unrecorded requests",
      value: formatCount(droppedRequests),
      level: toLevel(droppedRequests, 1, 10_000),
      description: "API requests missing from Usage since this server started. Events are not affected.",
      advice:
        "Requests arrived faster than the database recorded them. Search the server log for “not recorded”.",
    },
  ];
}

// The timer that measures the delay fires every 20 ms.
const TIMER_MS = 20;

function checkProcess({ uptime, residentBytes, eventLoopDelayMs }: Process): HealthCheck[] {
  const delay = Math.max(0, eventLoopDelayMs - TIMER_MS);

  return [
    {
      title: "Uptime",
      value: formatDuration(uptime),
      level: "good",
      description: "Time since this server process started",
      advice: "",
    },
    {
      title: "Memory",
      value: formatBytes(residentBytes),
      level: toLevel(residentBytes, 1.5 * 1024 ** 3, 3 * 1024 ** 3),
      description: "Memory of the server process, including cached event columns",
      advice: "Restart the server at a quiet time; no data is lost. If it grows again, add memory.",
    },
    {
      title: "Event-loop delay",
      value: `${formatCount(Math.round(delay))} ms`,
      level: toLevel(delay, 200, 1_000),
      description: "p99, last minute",
      advice: "The server is short of CPU. Stop other programs on the machine, or add a server.",
    },
  ];
}

function checkInbox({ waiting, oldestWaitingSeconds, rejected }: SystemStatus["inbox"]): HealthCheck[] {
  return [
    {
      title: "Waiting",
      value: formatCount(waiting),
      level: waiting === 0 ? "good" : toLevel(oldestWaitingSeconds, 10, 60),
      description:
        waiting === 0
          ? "Every event of a committed transaction is stored."
          : `Events of committed transactions. The oldest was tracked ${formatDuration(oldestWaitingSeconds)} ago.`,
      advice:
        "No server process stores them, or it fails. See “Inbox of transactions” below for the last error.",
    },
    {
      title: "Rejected",
      value: formatCount(rejected),
      level: toLevel(rejected, 1, Infinity),
      description: "Events of committed transactions that the catalog rejected. Kept for 30 days.",
      advice: "Open Events › Rejected for the reasons, change the catalog, then select Store again there.",
    },
  ];
}

type Database = SystemStatus["database"];

function checkDatabase({
  version,
  bytes,
  connections,
  maxConnections,
  latencyMs,
  unmergedDeltas,
}: Database): HealthCheck[] {
  return [
    {
      title: "PostgreSQL",
      value: version,
      level: "good",
      description: `${formatBytes(bytes)} on disk`,
      advice: "",
    },
    {
      title: "Connections",
      value: `${formatCount(connections)} of ${formatCount(maxConnections)}`,
      level: toLevel(connections / maxConnections, 0.8, 0.95),
      description:
        "Open connections of all programs. Each server process uses up to 35, unless DATABASE_POOL_SIZE is set.",
      advice: "Raise max_connections in PostgreSQL, or close unused connections of other programs.",
    },
    {
      title: "Response time",
      value: `${formatCount(Math.round(latencyMs))} ms`,
      level: toLevel(latencyMs, 250, 2_000),
      description: "Time PostgreSQL took to return these values",
      advice: "PostgreSQL is busy or far away. Check its log for slow statements.",
    },
    {
      title: "Rollup backlog",
      value: formatCount(unmergedDeltas),
      level: toLevel(unmergedDeltas, 20_000, 200_000),
      description: "Changes not yet merged into rollups. Charts already include them.",
      advice: "The merge job is behind or has stopped. Search the server log for “merged”.",
    },
  ];
}

function checkListeners({ listeners }: Process): HealthCheck {
  return {
    title: "Listeners",
    value: formatCount(listeners),
    level: "good",
    description: "Open live feeds on this server, not including this page",
    advice: "",
  };
}

function checkNotifications({ isNotified }: Process): HealthCheck {
  return {
    title: "Notifications",
    value: isNotified ? "Delivered" : "Polling",
    level: isNotified ? "good" : "warn",
    description: isNotified
      ? "PostgreSQL announces the events of other processes at once."
      : "No notifications arrive, so the events of other processes appear within 2 seconds.",
    advice:
      "Behind a connection pooler, set DIRECT_DATABASE_URL to the address of PostgreSQL itself. Otherwise search the server log for “live feed cannot connect”.",
  };
}

function checkFeedLag({ horizonLagSeconds, openWrites: [oldest] }: Database): HealthCheck {
  return {
    title: "Lag",
    value: formatDuration(horizonLagSeconds),
    level: toLevel(horizonLagSeconds, 5, 60),
    description:
      "Events appear in commit order, so the feed waits for the oldest open transaction of this database that has written.",
    advice: oldest
      ? `The feed waits for ${describeOpenWrite(oldest)}. If it is not needed, end it: ${formatEndStatement(oldest)}`
      : "The transaction has just ended. The feed continues within seconds.",
  };
}

function checkLoops(loops: Process["loops"]): HealthCheck[] {
  return loops.map(({ name, lastSuccessAt, lastError }) => ({
    title: name,
    value: lastError === null ? "Running" : "Failing",
    level: lastError === null ? "good" : "warn",
    description:
      lastSuccessAt === null
        ? "No run has succeeded yet."
        : `Last success: ${lastSuccessAt.slice(0, 19).replace("T", " ")} UTC`,
    advice: lastError === null ? "" : `It is repeated. The last error: ${lastError}`,
  }));
}

function checkHandlers({
  pending,
  failing,
  deadLetters,
  oldestPendingSeconds,
}: SystemStatus["handlers"]): HealthCheck[] {
  return [
    {
      title: "Pending jobs",
      value: formatCount(pending),
      level: toLevel(oldestPendingSeconds, 60, 3_600),
      description:
        pending === 0
          ? "No pending jobs"
          : `The oldest has been pending for ${formatDuration(oldestPendingSeconds)}.`,
      advice: "Open Handlers to see which one is behind and its last error.",
    },
    {
      title: "Failing jobs",
      value: formatCount(failing + deadLetters),
      level: deadLetters > 0 ? "bad" : failing > 0 ? "warn" : "good",
      description: `${formatQuantity(failing, "job")} retrying, ${formatCount(deadLetters)} failed`,
      advice: "Fix the cause of the last error, then select Retry now in Handlers.",
    },
  ];
}

function toLevel(value: number, warnFrom: number, badFrom: number): Level {
  if (value >= badFrom) return "bad";

  return value >= warnFrom ? "warn" : "good";
}
