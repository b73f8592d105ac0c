import { createContext, runInContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserAnalytics, BrowserOptions } from "./browser/types.ts";
import type { Entry } from "./publishing/bundle-entry.ts";
import { bundleEntry } from "./publishing/bundle-entry.ts";
import type { Pages } from "./pages/index.ts";
import { openPage } from "./testing/open-page.ts";

let script: string;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => void unhandled.push(reason);

beforeAll(async () => {
  script = (await bundleEntry("snippet")).outputFiles[0]!.text;
  process.on("unhandledRejection", onUnhandled);
});
afterAll(() => void process.off("unhandledRejection", onUnhandled));

/** Arguments for each member, usual and wrong ones. A new member fails the test until it has a row. */
const CALLS: Record<keyof BrowserAnalytics, unknown[][]> = {
  isOptedOut: [[]],
  track: [["a.b", { n: 1 }], ["a.b", null, null], [Symbol("x")], ["a.b", { loop: 10n }], []],
  identify: [["ann", { plan: "pro" }, { signature: "5" }], [null], ["ann", null, null], []],
  alias: [["ann"], ["ann", null, null], []],
  group: [["company", "c1", { seats: 3 }], [null, null, null], []],
  page: [[], [{ path: "/a" }], [null]],
  heartbeat: [[], [{ activeMs: 1 }], [{ isIdle: true }], [null]],
  register: [[{ theme: "dark" }], [null], []],
  unregister: [["theme"], []],
  reset: [[]],
  getIdentity: [[]],
  flush: [[]],
  optOut: [[]],
  optIn: [[]],
  close: [[]],
};

type Globals = Record<string, unknown>;

/** Everything that the client uses in a browser. */
function createBrowserGlobals(sent: string[]): Globals {
  using page = openPage({ url: "https://www.shop.example/" });
  const { document, location, history, localStorage, addEventListener, removeEventListener } = globalThis;
  void page;

  return {
    ...{ document, location, history, localStorage, addEventListener, removeEventListener },
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, performance, crypto, navigator },
    ...{ AbortController, TextEncoder, CompressionStream, Blob, Request, Response },
    console: { warn() {}, debug() {} },
    fetch: (_: string, { body }: { body: unknown }) => {
      sent.push(String(body));
      return Promise.resolve(Response.json({ results: [] }, { status: 400 }));
    },
  };
}

const throwing = () => {
  throw new Error("SecurityError");
};
const stubStorage = (methods: Partial<Storage>): Partial<Storage> => ({
  ...{ length: 0, key: () => null, getItem: () => null, setItem() {}, removeItem() {} },
  ...methods,
});

/** How a global can be broken. */
const BREAKAGES: Record<string, (globals: Globals, name: string) => void> = {
  missing: (globals, name) => delete globals[name],
  null: (globals, name) => (globals[name] = null),
  "an empty object": (globals, name) => (globals[name] = {}),
  "a function that throws": (globals, name) => (globals[name] = throwing),
  "a getter that throws": (globals, name) =>
    Object.defineProperty(globals, name, { get: throwing, configurable: true }),
};

/** Environments that users have reported. */
const ENVIRONMENTS: Record<string, (globals: Globals) => Globals> = {
  "a bare engine": () => ({}),
  "a server with Node 25": ({ setTimeout, clearTimeout, fetch, console, navigator }) => ({
    ...{ setTimeout, clearTimeout, fetch, console, navigator },
    localStorage: {},
  }),
  "a server with Node 20": ({ setTimeout, clearTimeout, fetch, console }) => ({
    ...{ setTimeout, clearTimeout, fetch, console },
  }),
  "a worker": ({ setTimeout, clearTimeout, fetch, crypto, performance, location, navigator }) => ({
    ...{ setTimeout, clearTimeout, fetch, crypto, performance, location, navigator },
  }),
  "a server with a mocked document": ({ setTimeout, clearTimeout, fetch }) => ({
    ...{ setTimeout, clearTimeout, fetch, document: {}, window: {} },
  }),
  "a full localStorage": (globals) => ({ ...globals, localStorage: stubStorage({ setItem: throwing }) }),
  "a localStorage that ignores writes": (globals) => ({ ...globals, localStorage: stubStorage({}) }),
  "a localStorage whose methods throw": (globals) => ({
    ...globals,
    localStorage: stubStorage({
      ...{ key: throwing, getItem: throwing, setItem: throwing, removeItem: throwing },
    }),
  }),
  "a page without HTTPS": (globals) => ({
    ...globals,
    navigator: {},
    crypto: { getRandomValues: throwing },
  }),
  "a sandboxed frame": (globals) => {
    const document = Object.create(globals.document as object) as object;
    Object.defineProperty(document, "cookie", { get: throwing, set: throwing });
    const sandboxed = { ...globals, document, navigator: { locks: { request: throwing } } };
    return Object.defineProperty(sandboxed, "localStorage", { get: throwing });
  },
  "a browser whose locks are denied": (globals) => ({
    ...globals,
    navigator: { locks: { request: () => Promise.reject(new Error("SecurityError")) } },
  }),
  "frozen globals": (globals) =>
    Object.fromEntries(
      Object.entries(globals).map(([name, value]) => [
        name,
        name === "history" ? Object.freeze(Object.create(value as object)) : value,
      ]),
    ),
};

const GLOBALS = Object.keys(createBrowserGlobals([]));
const environments = [
  ...Object.entries(ENVIRONMENTS).map(([title, change]) => ({ title, change })),
  ...GLOBALS.flatMap((name) =>
    Object.entries(BREAKAGES).map(([title, breakGlobal]) => ({
      title: `${name}: ${title}`,
      change(globals: Globals) {
        breakGlobal(globals, name);
        return globals;
      },
    })),
  ),
];
const OPTIONS: Partial<BrowserOptions>[] = [
  {},
  { persistence: "cookie", respectDoNotTrack: true },
  { persistence: "memory", debug: true },
  { persistence: "none" },
];

test.each(environments)("no member throws or rejects in $title", async ({ title, change }) => {
  for (const options of title in ENVIRONMENTS ? OPTIONS : OPTIONS.slice(0, 2)) {
    const sent: string[] = [];
    const { analytics, pages } = runScript(change(createBrowserGlobals(sent)), options);

    const id = analytics.track("first.event");
    pages.watch({ history: true })();
    pages.view({ path: "/b" });
    await analytics.flush();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    if (title !== "a bare engine" && !title.startsWith("fetch")) expect(sent.join()).toContain(id);

    expect(Object.keys(analytics).toSorted()).toEqual(Object.keys(CALLS).toSorted());
    for (const [name, calls] of Object.entries(CALLS)) {
      const method = analytics[name as keyof BrowserAnalytics] as (...args: unknown[]) => unknown;
      for (const args of calls) expect(await method(...args)).toSatisfy(isResultOf(name));
    }
    expect(analytics.isOptedOut()).toBe(false);
  }
  await new Promise((resolve) => setTimeout(resolve));
  expect(unhandled).toEqual([]);
});

test.each(["index", "node", "pages", "react"] satisfies Entry[])(
  "the entry %s uses nothing that Node 20 lacks",
  async (entry) => {
    const code = (await bundleEntry(entry, { minify: false })).outputFiles[0]!.text;

    expect(code).not.toMatch(
      /withResolvers|WellFormed|groupBy|fromAsync|Promise\.try|\.difference\(|Iterator\b/,
    );
  },
);

function runScript(globals: Globals, options: Partial<BrowserOptions>) {
  const context = createContext(globals);
  const analytics = runInContext(`(() => { ${script}; return AdminEvents; })()`, context) as {
    createAnalytics: (options: BrowserOptions) => BrowserAnalytics;
    createPages: (analytics: BrowserAnalytics) => Pages;
  };
  const client = analytics.createAnalytics({ url: "https://a.example", key: "pk_x", ...options });

  return { analytics: client, pages: analytics.createPages(client) };
}

const isResultOf = (name: string) => (result: unknown) => {
  if (name === "track" || name === "page") return typeof result === "string" && result.length === 36;
  if (name === "isOptedOut") return typeof result === "boolean";
  if (["getIdentity", "flush", "close"].includes(name)) return typeof result === "object" && result !== null;

  return result === undefined;
};
