import { expect, test } from "vitest";
import { openAnalytics } from "../testing/open-analytics.ts";
import { startScriptedServer } from "../testing/scripted-server.ts";

test("a server sends its key in a header, not in the body", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  const [batch] = server.batches;
  expect(batch?.url).toBe("/ingest");
  expect(batch?.headers.authorization).toBe("Bearer sk_test");
  expect(batch?.headers["content-type"]).toBe("text/plain;charset=UTF-8");
  expect(batch?.key).toBeUndefined();
});

test("a server's batch holds a hundred events", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  for (let count = 0; count < 250; count++) client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(server.batches.map(({ events }) => events.length)).toEqual([100, 100, 50]);
});
