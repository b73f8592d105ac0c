import { expect, test } from "vitest";
import { startTestServer } from "../testing/start-test-server.ts";

test("a proxy that is not trusted is reported once", async () => {
  await using server = await startTestServer();

  for (let n = 0; n < 3; n++) {
    await fetch(`${server.url}/healthz`, { headers: { "x-forwarded-for": "203.0.113.7" } });
  }

  expect(server.problems.map(({ msg }) => msg)).toEqual([expect.stringContaining("TRUSTED_PROXIES=1")]);
});

test("a trusted proxy is not reported", async () => {
  await using server = await startTestServer({ trustedProxies: 1 });

  await fetch(`${server.url}/healthz`, { headers: { "x-forwarded-for": "203.0.113.7" } });

  expect(server.problems).toEqual([]);
});
