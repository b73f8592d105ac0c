import { expect, test } from "vitest";
import type { SystemStatus } from "./health-checks.ts";
import { getHealthChecks } from "./health-checks.ts";

const healthy: SystemStatus = {
  process: {
    uptime: 3_600,
    residentBytes: 300 * 1024 ** 2,
    eventLoopDelayMs: 21,
    storedPerSecond: 12.34,
    flushMs: 8,
    rejectedItems: 0,
    droppedRequests: 0,
    waiting: 3,
    oldestWaitingSeconds: 0.01,
    lastFailureSeconds: null,
    listeners: 1,
    isNotified: true,
    loops: [{ name: "Event rollups", lastSuccessAt: "2026-06-01T12:00:00.000Z", lastError: null }],
    slowCalls: [],
  },
  database: {
    version: "18.4",
    bytes: 5 * 1024 ** 3,
    connections: 30,
    maxConnections: 200,
    horizonLagSeconds: 0,
    openWrites: [],
    unmergedDeltas: 10,
    latencyMs: 3,
  },
  inbox: { waiting: 0, oldestWaitingSeconds: 0, rejected: 0 },
  handlers: { pending: 0, failing: 0, deadLetters: 0, oldestPendingSeconds: 0 },
  scheduledJobs: [{ name: "prune-events", lastSuccessAt: null, lastError: null }],
};

function getLevels(status: SystemStatus): Record<string, string> {
  return Object.fromEntries(
    Object.values(getHealthChecks(status))
      .flat()
      .filter(({ level }) => level !== "good")
      .map(({ title, level }) => [title, level]),
  );
}

test("a healthy system needs no action", () => {
  expect(getLevels(healthy)).toEqual({});
});

test("every check that is not good has advice", () => {
  const unhealthy: SystemStatus = {
    process: {
      ...healthy.process!,
      waiting: 9_000,
      oldestWaitingSeconds: 6,
      isNotified: false,
      loops: [{ name: "Event rollups", lastSuccessAt: null, lastError: "canceling statement" }],
      flushMs: 700,
      droppedRequests: 1,
      residentBytes: 2 * 1024 ** 3,
      eventLoopDelayMs: 2_000,
    },
    database: {
      ...healthy.database,
      connections: 199,
      horizonLagSeconds: 61,
      latencyMs: 300,
      unmergedDeltas: 30_000,
    },
    inbox: { waiting: 5, oldestWaitingSeconds: 90, rejected: 1 },
    handlers: { pending: 2, failing: 1, deadLetters: 0, oldestPendingSeconds: 90 },
    scheduledJobs: [],
  };

  expect(getLevels(unhealthy)).toEqual({
    Queue: "bad",
    "Oldest waiting event": "bad",
    "Commit time": "warn",
    Waiting: "bad",
    Rejected: "warn",
    "Unrecorded requests": "warn",
    Memory: "warn",
    "Event-loop delay": "bad",
    Connections: "bad",
    "Response time": "warn",
    "Rollup backlog": "warn",
    Notifications: "warn",
    Lag: "bad",
    "Pending jobs": "warn",
    "Failing jobs": "warn",
    "Event rollups": "warn",
  });
  const checks = Object.values(getHealthChecks(unhealthy)).flat();
  expect(checks.filter(({ level, advice }) => level !== "good" && advice === "")).toEqual([]);
});

test("a process without a server has no ingestion and server checks", () => {
  expect(Object.keys(getHealthChecks({ ...healthy, process: null }))).toEqual([
    "Transactions",
    "Database",
    "Live feed",
    "Handlers",
    "Background work",
  ]);
});

test("the advice about the feed's lag names the transaction, its age and the statement that ends it", () => {
  const getAdvice = (openWrite: SystemStatus["database"]["openWrites"][number]) =>
    getHealthChecks({
      ...healthy,
      database: { ...healthy.database, horizonLagSeconds: 90, openWrites: [openWrite] },
    })["Live feed"]?.find(({ title }) => title === "Lag")?.advice;

  expect(
    getAdvice({ pid: 4711, preparedAs: null, application: "pg_restore", role: "shop", seconds: 120 }),
  ).toBe(
    "The feed waits for the transaction of process 4711 (pg_restore, role shop), open for 2 min. If it is not needed, end it: select pg_terminate_backend(4711);",
  );
  expect(getAdvice({ pid: null, preparedAs: "tx '1", application: "", role: "", seconds: null })).toBe(
    "The feed waits for the prepared transaction \"tx '1\". To see how old it is, grant pg_read_all_stats to the role of this server. If it is not needed, end it: rollback prepared 'tx ''1';",
  );
});
