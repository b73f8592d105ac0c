import type { TestCluster } from "@admin-events/db/testing/cluster";
import { createTestCluster } from "@admin-events/db/testing/cluster";
import type { TestProxy } from "@admin-events/db/testing/proxy";
import { createProxy } from "@admin-events/db/testing/proxy";
import type { Sender, ServerProcess } from "@admin-events/load";
import { openSender, startServerProcess } from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import type { Query } from "./ledger.ts";

/** A PostgreSQL and two servers that share it, each in its own process that may be killed. */
export interface Harness extends AsyncDisposable {
  cluster: TestCluster;
  servers: readonly [ReplaceableServer, ReplaceableServer];
  query: Query;
  /** The text of a secret key. */
  key: string;
}

/** A server at a fixed address, whichever process serves it. */
export interface ReplaceableServer extends AsyncDisposable {
  url: string;
  /** The Cookie header of an admin. */
  cookie: string;
  sender: Sender;
  /** The current process. */
  process: () => ServerProcess;
  /** Ends the process, with `kill -9` or as a deployment does, and starts another at the same address. */
  replace: (how: "kill" | "stop") => Promise<void>;
}

/** As in production: data is safe unless the machine itself loses power. */
const DURABLE = { fsync: "on", full_page_writes: "on", max_connections: "70" };

export interface HarnessOptions {
  /** The parent folder of the cluster. */
  parent?: string;
  /** Settings of PostgreSQL. */
  settings?: Record<string, string>;
  /** Whether the servers reach PostgreSQL through a proxy. */
  hasProxy?: boolean;
}

export async function openHarness({ parent, settings, hasProxy }: HarnessOptions = {}): Promise<
  Harness & { proxy: TestProxy | null }
> {
  await using opening = new AsyncDisposableStack();
  const cluster = opening.use(await createTestCluster({ ...DURABLE, ...settings }, { parent }));
  const proxy = hasProxy ? opening.use(await createProxy(cluster.url)) : null;
  const pool = new Pool({ connectionString: cluster.url, max: 2 });
  // A killed cluster closes its connections; the pool opens new ones.
  pool.on("error", () => undefined);
  opening.defer(() => pool.end());

  const options = { databaseUrl: proxy?.url ?? cluster.url, logLevel: "silent" } as const;
  const first = await startServerProcess(options);
  const key = await first.createKey();
  const a = opening.use(makeReplaceable(first, options, key));
  const b = opening.use(makeReplaceable(await startServerProcess(options), options, key));
  const opened = opening.move();

  return {
    cluster,
    proxy,
    servers: [a, b],
    key,
    query: async <Row>(text: string, values?: unknown[]) =>
      (await retry(() => pool.query(text, values))).rows as Row[],
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function makeReplaceable(
  first: ServerProcess,
  options: Parameters<typeof startServerProcess>[0],
  key: string,
): ReplaceableServer {
  const { port, cookie } = first;
  const url = `http://127.0.0.1:${port}`;
  const sender = openSender(url, [key]);
  let current = first;

  return {
    url,
    cookie,
    sender,
    process: () => current,
    async replace(how) {
      await current[how]();
      current = await startServerProcess({ ...options, port });
    },
    async [Symbol.asyncDispose]() {
      sender[Symbol.dispose]();
      await current[Symbol.asyncDispose]();
    },
  };
}

/** A database that was just started may refuse connections for a moment. */
async function retry<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === 50) throw error;
      await sleep(100);
    }
  }
}
