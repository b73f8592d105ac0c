import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { TRPCClientError } from "@trpc/client";
import { expect, onTestFinished, test, vi } from "vitest";
import { startQueryServer } from "../testing/query-server.ts";
import { createQueryClient, NotAllowedError, NotSignedInError } from "./index.ts";

const range = { from: "2026-03-01", to: "2026-04-01" };

test("queries are sent over HTTP with the given headers", async () => {
  await using server = await startQueryServer();
  const client = createQueryClient({ url: server.url, headers: { authorization: "Bearer sk_test" } });

  expect(await client.api.names.query()).toEqual([{ name: "order.placed" }]);

  expect(server.authorizations).toEqual(["Bearer sk_test"]);
});

test("a headers function is called for each request", async () => {
  await using server = await startQueryServer();
  let count = 0;
  const client = createQueryClient({
    url: server.url,
    headers: () => Promise.resolve({ authorization: `Bearer ${++count}` }),
  });

  await client.api.names.query();
  await client.api.names.query();

  expect(server.authorizations).toEqual(["Bearer 1", "Bearer 2"]);
});

test("a query whose input is too long for a URL is sent with POST", async () => {
  await using server = await startQueryServer();
  const client = createQueryClient({ url: server.url });
  const sku = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, "é"));

  for (const [count, length] of [
    [1, 10],
    [5, 80],
    [50, 80],
    [50, 1_000],
  ] as const) {
    const { items } = await client.api.list_latest.query({ filter: { sku: sku(count, length) } });
    expect(items).toHaveLength(count);
  }
  expect(server.methods).toEqual(["GET", "GET", "POST", "POST"]);
});

test("more calls than fit in a batch are split", async () => {
  await using server = await startQueryServer();
  const client = createQueryClient({ url: server.url });

  const results = await Promise.all(Array.from({ length: 45 }, () => client.api.names.query()));

  expect(results).toHaveLength(45);
  expect(server.methods).toEqual(["GET", "GET", "GET"]);
});

test("401 and 403 have their own error classes", async () => {
  await using server = await startQueryServer();
  const client = createQueryClient({ url: server.url });

  const unknown: unknown = await client.api.aggregate
    .query({ name: "order.placed", ...range })
    .catch((error: unknown) => error);
  const forbidden: unknown = await client.api.funnel
    .query({ names: ["order.placed"], ...range })
    .catch((error: unknown) => error);

  expect(unknown).toBeInstanceOf(NotSignedInError);
  expect(unknown).toBeInstanceOf(TRPCClientError);
  expect(unknown).toMatchObject({ message: "Rejected: UNAUTHORIZED.", data: { code: "UNAUTHORIZED" } });
  expect(forbidden).toBeInstanceOf(NotAllowedError);
  expect(forbidden).not.toBeInstanceOf(NotSignedInError);
});

test("a 401 from a proxy is also a NotSignedInError", async () => {
  const proxy = createServer((_, response) => response.writeHead(401).end(`{"message":"Sign in"}`));
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const client = createQueryClient({ url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });

  await expect(client.api.names.query()).rejects.toBeInstanceOf(NotSignedInError);

  proxy.close();
});

test("without a WebSocket, as on Node 20, queries work and a listener is told what is missing", () => {
  vi.stubGlobal("WebSocket", undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const states: [state: string, error: string | undefined][] = [];

  const client = createQueryClient({ url: "http://127.0.0.1:9" });
  const stop = client.onEvent(
    {},
    { onEvent: () => undefined, onState: (state, error) => states.push([state, error?.message]) },
  );
  stop();

  expect(states).toEqual([
    ["rejected", expect.stringContaining("Use Node 22 or newer, or pass `WebSocket`")],
  ]);
});
