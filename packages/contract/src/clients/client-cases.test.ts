import { afterAll, beforeAll, expect, test } from "vitest";
import { clientCases } from "./client-cases.ts";
import type { ContractServer } from "./contract-server.ts";
import { startContractServer } from "./contract-server.ts";
import { checkClientCase, CONTRACT_KEY } from "./assertions.ts";
import type { ContractClient, OpenClient } from "./run-client-case.ts";
import { runClientCase } from "./run-client-case.ts";
import { openRawClient } from "./raw-client.ts";
import type { ReceivedRequest } from "./received-request.ts";

let server: ContractServer;
beforeAll(async () => void (server = await startContractServer()));
afterAll(() => server[Symbol.asyncDispose]());

test.concurrent.each(clientCases.map((one) => [one.title, one] as const))(
  "a client in plain HTTP %s",
  async (_, one) => {
    expect(await runClientCase(server, one, openRawClient)).toEqual({ passed: true, problems: [] });
  },
);

/** A client that violates the contract: it sends each event immediately, without an id, and never retries. */
const openBrokenClient: OpenClient = (url): ContractClient => ({
  track: (metadata) =>
    void fetch(`${url}/ingest`, { method: "POST", body: JSON.stringify({ events: [{ metadata }] }) }),
  flush: () => new Promise((resolve) => setTimeout(resolve, 50)),
  close: () => Promise.resolve(),
});

test("a client that violates the contract gets all problems", async () => {
  const sendsInOrder = clientCases.find(({ name }) => name === "sends-in-order")!;

  const { passed, problems } = await runClientCase(server, sendsInOrder, openBrokenClient);

  expect(passed).toBe(false);
  expect(problems).toEqual(
    expect.arrayContaining([
      "Expected requests with the events [[0,1,2]], received [[0],[1],[2]].",
      'The key is "undefined". Send sk_contract.',
      "sentAt is undefined. Send an ISO 8601 time in UTC.",
      "Event 0 has no UUIDv7 as its id.",
      "Event 0 has no ISO 8601 timestamp in UTC.",
      "Different events have the same id.",
    ]),
  );
});

test("a case fails if an event is sent again with another id or timestamp", () => {
  const request = (id: string, second: number) => ({
    contentType: "text/plain",
    key: CONTRACT_KEY,
    sentAt: "2026-03-05T12:00:00.000Z",
    events: [{ id, timestamp: `2026-03-05T12:00:0${second}.000Z`, metadata: { number: 0 } }],
    receivedAt: second,
  });
  const [first, second] = ["019aa000-0000-7000-8000-000000000001", "019aa000-0000-7000-8000-000000000002"];
  const clientCase = { name: "twice", title: "sends twice", actions: [], replies: [], requests: [[0], [0]] };
  const findProblems = (requests: ReceivedRequest[]) =>
    checkClientCase(clientCase, { requests, maxConcurrent: 1, invalidRequests: [] }).problems;

  expect(findProblems([request(first, 1), request(first, 1)])).toEqual([]);
  expect(findProblems([request(first, 1), request(second, 1)])).toEqual([
    "Event 0 was sent again with another id.",
  ]);
  expect(findProblems([request(first, 1), request(first, 2)])).toEqual([
    "Event 0 was sent again with another timestamp.",
  ]);
});

test("the server describes the cases and returns results over HTTP", async () => {
  const description = (await (await fetch(server.url)).json()) as { key: string; cases: { name: string }[] };
  const url = server.getUrl("any-run", "sends-in-order");
  const before = (await (await fetch(url)).json()) as { result: { passed: boolean } };
  const client = openRawClient(url, description.key);
  for (const number of [0, 1, 2]) client.track({ number });
  await client.flush();
  const after = (await (await fetch(url)).json()) as { result: { passed: boolean } };

  expect(description.key).toBe(CONTRACT_KEY);
  expect(description.cases.map(({ name }) => name)).toEqual(clientCases.map(({ name }) => name));
  expect(before.result.passed).toBe(false);
  expect(after.result).toEqual({ passed: true, problems: [] });
});
