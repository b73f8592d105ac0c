import { appRouter } from "@admin-events/api";
import panelRoutes from "@admin-events/admin/routes";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller, Expected } from "../testing/access-table.ts";
import { accessRows, missingRows, toOutcome } from "../testing/access-table.ts";
import { getCallerHeaders } from "../testing/caller-headers.ts";
import { collectResponses, openWebSocket } from "../testing/open-websocket.ts";
import { listPagePaths, listServerRoutes } from "../testing/list-routes.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

let server: TestServer;
let headersOf: Record<Caller, Record<string, string>>;

beforeAll(async () => {
  server = await startTestServer({ metricsToken: "a-token-that-is-long-enough" });
  headersOf = await getCallerHeaders(server);
});

afterAll(() => server[Symbol.asyncDispose]());

const procedures = Object.entries(
  // The types nest the procedures of sub-routers; the values are flat.
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
).map(([name, { _def }]) => `${_def.type} ${name}`);

const rows = [...accessRows()];
const ofKind = (kinds: string) =>
  rows.filter(([name]) => kinds.split(" ").includes(name.split(" ")[0] ?? ""));

test("every procedure, door and page has a row in the access table, and every row its place", () => {
  const pages = listPagePaths(panelRoutes).map((path) => `page ${path}`);
  const existing = [...procedures, ...listServerRoutes(), ...pages];

  expect(missingRows(existing)).toEqual([]);
  expect(
    rows.map(([name]) => name).filter((name) => !existing.includes(name) && !name.startsWith("action ")),
  ).toEqual([]);
});

test.each(ofKind("query mutation GET POST"))("%s is answered as the table says", async (name, expected) => {
  const words = await wordsFor((caller) => ask(name, headersOf[caller]));

  expect(words).toEqual(expected);
});

test.each(ofKind("subscription"))("%s is answered as the table says", async (name, expected) => {
  const words = await wordsFor((caller) => subscribe(name.split(" ")[1] ?? "", headersOf[caller]));

  expect(words).toEqual(expected);
});

async function wordsFor(answer: (caller: Caller) => Promise<string>): Promise<Partial<Expected>> {
  const words: Partial<Expected> = {};
  for (const caller of Object.keys(headersOf) as Caller[]) words[caller] = await answer(caller);

  return words;
}

/** The input is nobody's concern here: who may not ask is told so before it is read. */
async function ask(name: string, headers: Record<string, string>): Promise<string> {
  const [kind = "", path = ""] = name.split(" ");
  const method = kind === "query" || kind === "GET" ? "GET" : "POST";
  const body = bodies[path] ?? (method === "POST" ? "{}" : undefined);
  const url = `${server.url}${path.startsWith("/") ? "" : "/trpc/"}${path}`;
  // Signing out must not cost the other rows their sign-in.
  const asked = path === "/api/auth/sign-out" ? { ...headers, cookie: "" } : headers;
  const type = path.startsWith("/api/auth") ? "application/x-www-form-urlencoded" : "application/json";

  const { status, headers: answered } = await fetch(url, {
    method,
    headers: { ...asked, "content-type": type },
    body,
    redirect: "manual",
  });
  if (status === 404) throw new Error(`${name} is not there.`);

  return toOutcome(status, answered.get("location"));
}

const bodies: Record<string, string> = {
  "/ingest": JSON.stringify({ events: [] }),
  "/api/auth/link": "token=none",
};

async function subscribe(path: string, headers: Record<string, string>): Promise<string> {
  const socket = await openWebSocket(server, headers);
  const answers = collectResponses(socket);
  socket.send(JSON.stringify({ id: 1, method: "subscription", params: { path, input: {} } }));
  const answer = (await Promise.race([answers.next(1, "data"), answers.next(1, "error")])) as {
    data?: { httpStatus?: number };
  };
  const closed = once(socket, "close");
  socket.close();
  await closed;

  return toOutcome(answer.data?.httpStatus ?? 200, null);
}
