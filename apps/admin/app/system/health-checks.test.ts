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
    listeners: 1,
    slowCalls: [],
  },
  database: {
    version: "18.4",
    bytes: 5 * 1024 ** 3,
    connections: 30,
    maxConnections: 200,
    horizonLagSeconds: 0,
    unmergedDeltas: 10,
    latencyMs: 3,
  },
  handlers: { pending: 0, failing: 0, deadLetters: 0, oldestPendingSeconds: 0 },
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
    handlers: { pending: 2, failing: 1, deadLetters: 0, oldestPendingSeconds: 90 },
  };

  expect(getLevels(unhealthy)).toEqual({
    Queue: "bad",
    "Commit time": "warn",
    "Unrecorded requests": "warn",
    Memory: "warn",
    "Event-loop delay": "bad",
    Connections: "bad",
    "Response time": "warn",
    "Rollup backlog": "warn",
    Lag: "bad",
    "Pending jobs": "warn",
    "Failing jobs": "warn",
  });
  const checks = Object.values(getHealthChecks(unhealthy)).flat();
  expect(checks.filter(({ level, advice }) => level !== "good" && advice === "")).toEqual([]);
});

test("a process without a server has no ingestion and server checks", () => {
  expect(Object.keys(getHealthChecks({ ...healthy, process: null }))).toEqual([
    "Database",
    "Live feed",
    "Handlers",
  ]);
});
