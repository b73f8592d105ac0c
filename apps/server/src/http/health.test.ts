import express from "express";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { HealthDeps } from "./health.ts";
import { createHealthRoutes } from "./health.ts";
import { listen } from "./listen.ts";

const healthy: HealthDeps = {
  isReady: () => true,
  findStorageProblem: () => Promise.resolve(null),
  getVitals: () => ({ oldestWaitingSeconds: 0, lastFailureSeconds: null }),
};

async function fetchReadiness(deps: Partial<HealthDeps>): Promise<[status: number, body: unknown]> {
  await using server = express()
    .use(createHealthRoutes({ ...healthy, ...deps }))
    .listen(0, "127.0.0.1");
  await once(server, "listening");
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`);

  return [response.status, await response.json()];
}

test("a server that stores events is ready", async () => {
  expect(await fetchReadiness({})).toEqual([200, { status: "ready" }]);
});

test.for<[Partial<HealthDeps>, string]>([
  [{ isReady: () => false }, "The server is stopping."],
  [
    { getVitals: () => ({ oldestWaitingSeconds: 6.2, lastFailureSeconds: null }) },
    "Events have been waiting to be stored for 6 seconds.",
  ],
  [
    { getVitals: () => ({ oldestWaitingSeconds: 0, lastFailureSeconds: 3 }) },
    "The last batch of events could not be stored.",
  ],
  [{ findStorageProblem: () => Promise.resolve("Migrations are missing.") }, "Migrations are missing."],
  [{ findStorageProblem: () => Promise.reject(new Error("away")) }, "The database is unavailable."],
])("a server that stores no events now is not ready, and says why: %#", async ([deps, reason]) => {
  expect(await fetchReadiness(deps)).toEqual([503, { status: "not ready", reason }]);
});

test("a failure a while ago does not keep a server without events from being ready", async () => {
  const getVitals = () => ({ oldestWaitingSeconds: 0, lastFailureSeconds: 30 });

  expect(await fetchReadiness({ getVitals })).toMatchObject([200, {}]);
});

test("requests to /readyz during a check of the database share it", async () => {
  const { promise: answer, resolve } = Promise.withResolvers<null>();
  let checks = 0;
  const findStorageProblem = () => {
    checks++;
    return answer;
  };
  await using server = express()
    .use(createHealthRoutes({ ...healthy, findStorageProblem }))
    .listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const responses = Array.from({ length: 20 }, () => fetch(`${url}/readyz`));
  await fetch(`${url}/healthz`);
  resolve(null);

  expect((await Promise.all(responses)).every(({ status }) => status === 200)).toBe(true);
  expect(checks).toBeLessThan(20);
});

test("a server that is still starting is alive, not ready, and says why", async () => {
  const { server, port } = await listen({ host: "127.0.0.1", port: 0 });
  const answers = await Promise.all(
    ["/healthz", "/readyz", "/"].map((path) => fetch(`http://127.0.0.1:${port}${path}`)),
  );
  const body: unknown = await answers[1]?.json();
  server.closeAllConnections();
  server.close();

  expect(answers.map(({ status }) => status)).toEqual([200, 503, 503]);
  expect(answers[1]?.headers.get("retry-after")).toBe("1");
  expect(body).toEqual({
    status: "not ready",
    reason: "The server is starting, and may be waiting for its migrations.",
  });
});
