import { appRouter } from "@admin-events/api";
import panelRoutes from "@admin-events/admin/routes";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller, Expected } from "../testing/access-table.ts";
import { parseAccessTable, findMissingRows, toOutcome } from "../testing/access-table.ts";
import { getCallerHeaders } from "../testing/caller-headers.ts";
import { collectResponses, openWebSocket } from "../testing/open-websocket.ts";
import { listPagePaths, listServerRoutes } from "../testing/list-routes.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

let server: TestServer;
let headersByCaller: Record<Caller, Record<string, string>>;

beforeAll(async () => {
  server = await startTestServer({ metricsToken: "a-token-that-is-long-enough" });
  headersByCaller = await getCallerHeaders(server);
});

afterAll(() => server[Symbol.asyncDispose]());

const procedures = Object.entries(
  // The types nest the procedures of sub-routers; the values are flat.
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
).map(([name, { _def }]) => `${_def.type} ${name}`);

const rows = [...parseAccessTable()];
const ofKind = (kinds: string) =>
  rows.filter(([name]) => kinds.split(" ").includes(name.split(" ")[0] ?? ""));

test("every procedure, route and page has a row in the access table, and no row is left over", () => {
  const pages = listPagePaths(panelRoutes).map((path) => `page ${path}`);
  const existing = [...procedures, ...listServerRoutes(), ...pages];

  expect(findMissingRows(existing)).toEqual([]);
  expect(
    rows.map(([name]) => name).filter((name) => !existing.includes(name) && !name.startsWith("action ")),
  ).toEqual([]);
});

test.each(ofKind("query mutation GET POST"))("%s has the access of the table", async (name, expected) => {
  const outcomes = await getOutcomes((caller) => callAs(name, headersByCaller[caller]));

  expect(outcomes).toEqual(expected);
});

test.each(ofKind("subscription"))("%s has the access of the table", async (name, expected) => {
  const outcomes = await getOutcomes((caller) =>
    subscribe(name.split(" ")[1] ?? "", headersByCaller[caller]),
  );

  expect(outcomes).toEqual(expected);
});

async function getOutcomes(call: (caller: Caller) => Promise<string>): Promise<Partial<Expected>> {
  const outcomes: Partial<Expected> = {};
  for (const caller of Object.keys(headersByCaller) as Caller[]) outcomes[caller] = await call(caller);

  return outcomes;
}

/** Inputs do not matter: access is checked before they are parsed. */
async function callAs(name: string, headers: Record<string, string>): Promise<string> {
  const [kind = "", path = ""] = name.split(" ");
  const method = kind === "query" || kind === "GET" ? "GET" : "POST";
  const body = bodies[path] ?? (method === "POST" ? "{}" : undefined);
  const url = `${server.url}${path.startsWith("/") ? "" : "/trpc/"}${path}`;
  // Signing out must not end the sessions of other rows.
  const sent = path === "/api/auth/sign-out" ? { ...headers, cookie: "" } : headers;
  const type = path.startsWith("/api/auth") ? "application/x-www-form-urlencoded" : "application/json";

  const { status, headers: received } = await fetch(url, {
    method,
    headers: { ...sent, "content-type": type },
    body,
    redirect: "manual",
  });
  if (status === 404) throw new Error(`${name} does not exist`);

  return toOutcome(status, received.get("location"));
}

const bodies: Record<string, string> = {
  "/ingest": JSON.stringify({ events: [] }),
  "/api/auth/link": "token=none",
};

async function subscribe(path: string, headers: Record<string, string>): Promise<string> {
  const socket = await openWebSocket(server, headers);
  const answers = collectResponses(socket);
  socket.send(JSON.stringify({ id: 1, method: "subscription", params: { path, input: {} } }));
  const response = (await Promise.race([answers.next(1, "data"), answers.next(1, "error")])) as {
    data?: { httpStatus?: number };
  };
  const closed = once(socket, "close");
  socket.close();
  await closed;

  return toOutcome(response.data?.httpStatus ?? 200, null);
}
