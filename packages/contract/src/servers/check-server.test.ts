import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { checkServer } from "./check-server.ts";
import { serverCases } from "./server-cases.ts";

const [returnsResults] = serverCases;

test.each([
  ["another status", { status: "ok" }],
  ["no warnings", { status: "stored", duplicate: false }],
  ["no information about duplicates", { status: "stored", warnings: [] }],
])("a case fails with the first item whose result has %s", async (_, invalid) => {
  const stored = { status: "stored", duplicate: false, warnings: [] };
  const url = await startServer({ results: [stored, invalid] });

  const { status, problem } = await checkServer({ url, key: "sk_1", eventName: "a.b" }, returnsResults!);

  expect(status).toBe("failed");
  expect(problem).toBe(
    'Request 1: item 2: expected {"status":"stored","duplicate":false,"hasWarnings":false}, ' +
      `received ${JSON.stringify(invalid)}`,
  );
});

async function startServer(body: object): Promise<string> {
  const server = createServer((_request, response) => void response.end(JSON.stringify(body)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());

  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
