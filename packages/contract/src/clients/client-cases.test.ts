import { afterAll, beforeAll, expect, test } from "vitest";
import { clientCases } from "./client-cases.ts";
import type { ContractServer } from "./contract-server.ts";
import { startContractServer } from "./contract-server.ts";
import { contractKey, judge } from "./judge.ts";
import type { ContractClient, OpenClient } from "./perform.ts";
import { perform } from "./perform.ts";
import { openRawClient } from "./raw-client.ts";
import type { SeenRequest } from "./seen-request.ts";

let server: ContractServer;
beforeAll(async () => void (server = await startContractServer()));
afterAll(() => server[Symbol.asyncDispose]());

test.concurrent.each(clientCases.map((one) => [one.title, one] as const))(
  "a client in plain HTTP %s",
  async (_, one) => {
    expect(await perform(server, one, openRawClient)).toEqual({ passed: true, problems: [] });
  },
);

/** A client that makes every mistake: it sends each event at once, without an id, and never again. */
const openCareless: OpenClient = (url): ContractClient => ({
  track: (metadata) =>
    void fetch(`${url}/ingest`, { method: "POST", body: JSON.stringify({ events: [{ metadata }] }) }),
  flush: () => new Promise((resolve) => setTimeout(resolve, 50)),
  close: () => Promise.resolve(),
});

test("a careless client is told everything it does wrong", async () => {
  const sendsAgain = clientCases.find(({ name }) => name === "sends-in-order")!;

  const { passed, problems } = await perform(server, sendsAgain, openCareless);

  expect(passed).toBe(false);
  expect(problems).toEqual(
    expect.arrayContaining([
      "The requests should hold the events [[0,1,2]]; they held [[0],[1],[2]].",
      'The key was "undefined", not sk_contract.',
      "sentAt was undefined, not a time in ISO 8601.",
      "Event 0 has no UUID of version 7.",
      "Event 0 has no timestamp in ISO 8601.",
      "Different events had the same id.",
    ]),
  );
});

test("an event that comes again under another id, or at another time, fails", () => {
  const request = (id: string, second: number) => ({
    contentType: "text/plain",
    key: contractKey,
    sentAt: "2026-03-05T12:00:00.000Z",
    events: [{ id, timestamp: `2026-03-05T12:00:0${second}.000Z`, metadata: { number: 0 } }],
    at: second,
  });
  const [first, second] = ["019aa000-0000-7000-8000-000000000001", "019aa000-0000-7000-8000-000000000002"];
  const asked = { name: "twice", title: "sends twice", actions: [], replies: [], requests: [[0], [0]] };
  const problemsOf = (requests: SeenRequest[]) =>
    judge(asked, { requests, mostAtOnce: 1, unreadable: [] }).problems;

  expect(problemsOf([request(first, 1), request(first, 1)])).toEqual([]);
  expect(problemsOf([request(first, 1), request(second, 1)])).toEqual([
    "Event 0 came again under another id.",
  ]);
  expect(problemsOf([request(first, 1), request(first, 2)])).toEqual([
    "Event 0 came again with another timestamp.",
  ]);
});

test("over HTTP the server explains itself, and answers its verdict", async () => {
  const explained = (await (await fetch(server.url)).json()) as { key: string; cases: { name: string }[] };
  const url = server.urlFor("somebody", "sends-in-order");
  const before = (await (await fetch(url)).json()) as { verdict: { passed: boolean } };
  const client = openRawClient(url, explained.key);
  for (const number of [0, 1, 2]) client.track({ number });
  await client.flush();
  const after = (await (await fetch(url)).json()) as { verdict: { passed: boolean } };

  expect(explained.key).toBe(contractKey);
  expect(explained.cases.map(({ name }) => name)).toEqual(clientCases.map(({ name }) => name));
  expect(before.verdict.passed).toBe(false);
  expect(after.verdict).toEqual({ passed: true, problems: [] });
});
