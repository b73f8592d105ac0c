import { expect, test } from "vitest";
import type { SystemStatus } from "../api/outputs.ts";
import { vitalSigns } from "./vital-signs.ts";

const healthy: SystemStatus = {
  process: {
    uptime: 3_600,
    residentBytes: 300 * 1024 ** 2,
    eventLoopDelayMs: 21,
    storedPerSecond: 12.34,
    flushMs: 8,
    droppedRequests: 0,
    waiting: 3,
    listeners: 1,
    slowCalls: [],
  },
  database: {
    version: "18.4",
    bytes: 5 * 1024 ** 3,
    connections: 30,
    mostConnections: 200,
    horizonLagSeconds: 0,
    unmergedDeltas: 10,
    answeredInMs: 3,
  },
  handlers: { pending: 0, failing: 0, givenUp: 0, oldestPendingSeconds: 0 },
};

function standings(status: SystemStatus): Record<string, string> {
  return Object.fromEntries(
    Object.values(vitalSigns(status))
      .flat()
      .filter(({ standing }) => standing !== "good")
      .map(({ title, standing }) => [title, standing]),
  );
}

test("a healthy system has nothing to do", () => {
  expect(standings(healthy)).toEqual({});
});

test("whatever is not good says what to do", () => {
  const sick: SystemStatus = {
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
      answeredInMs: 300,
      unmergedDeltas: 30_000,
    },
    handlers: { pending: 2, failing: 1, givenUp: 0, oldestPendingSeconds: 90 },
  };

  expect(standings(sick)).toEqual({
    Waiting: "bad",
    "Time to store": "warn",
    "Requests dropped": "warn",
    Memory: "warn",
    "Held up": "bad",
    Connections: "bad",
    "Answers in": "warn",
    "To be summed up": "warn",
    Behind: "bad",
    "Open jobs": "warn",
    Failing: "warn",
  });
  const signs = Object.values(vitalSigns(sick)).flat();
  expect(signs.filter(({ standing, advice }) => standing !== "good" && advice === "")).toEqual([]);
});

test("a process that serves nobody leaves its part out", () => {
  expect(Object.keys(vitalSigns({ ...healthy, process: null }))).toEqual([
    "Database",
    "Live feed",
    "Handlers",
  ]);
});
