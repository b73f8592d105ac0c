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

test("a warning that the event is not in the catalog is not a failure, another warning is", async () => {
  const unknown = { status: "stored", duplicate: false, warnings: ["a.b is not in the catalog."] };
  const duplicate = { ...unknown, duplicate: true };
  const other = { ...unknown, warnings: ["a.b is not in the catalog.", "userId: is cut"] };
  const check = async (results: object[]) =>
    checkServer(
      { url: await startServer({ results }), key: "sk_1", eventName: "a.b" },
      {
        title: "stores an item",
        steps: [
          [
            { body: {} },
            {
              status: 200,
              results: results.map(({ duplicate }: { duplicate?: boolean }) => ({
                status: "stored",
                duplicate: duplicate ?? false,
                hasWarnings: false,
              })),
            },
          ],
        ],
      },
    );

  expect((await check([unknown, duplicate])).status).toBe("passed");
  expect((await check([unknown, other])).status).toBe("failed");
});

async function startServer(body: object): Promise<string> {
  const server = createServer((_request, response) => void response.end(JSON.stringify(body)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());

  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
