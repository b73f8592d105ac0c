import type { TestCluster } from "@admin-events/db/testing/cluster";
import { createTestCluster } from "@admin-events/db/testing/cluster";
import type { Door, ServerProcess } from "@admin-events/load";
import { openDoor, startServerProcess } from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import type { Query } from "./ledger.ts";

/** A PostgreSQL and two servers over it, each a process of its own that may be killed. */
export interface Rig extends AsyncDisposable {
  cluster: TestCluster;
  servers: readonly [Seat, Seat];
  /** Asks the database directly. */
  query: Query;
  /** The text of a secret key. */
  key: string;
}

/** The place of a server: its address stays the same whichever process answers there. */
export interface Seat extends AsyncDisposable {
  url: string;
  /** The Cookie header of an admin. */
  cookie: string;
  door: Door;
  /** Who answers here now. */
  process: () => ServerProcess;
  /** Ends the process, as `kill -9` or as a deployment does, and starts another in its place. */
  replace: (how: "kill" | "stop") => Promise<void>;
}

/** As in production, but for what only matters when the machine itself loses power. */
const durable = { fsync: "on", full_page_writes: "on", max_connections: "70" };

export async function openRig(place: { parent?: string } = {}): Promise<Rig> {
  await using opening = new AsyncDisposableStack();
  const cluster = opening.use(await createTestCluster(durable, place));
  const pool = new Pool({ connectionString: cluster.url, max: 2 });
  // A cluster that is killed takes its connections along; the pool makes new ones.
  pool.on("error", () => undefined);
  opening.defer(() => pool.end());

  const settings = { databaseUrl: cluster.url, logLevel: "silent" } as const;
  const first = await startServerProcess(settings);
  const key = await first.key();
  const a = opening.use(takeSeat(first, settings, key));
  const b = opening.use(takeSeat(await startServerProcess(settings), settings, key));
  const opened = opening.move();

  return {
    cluster,
    servers: [a, b],
    key,
    query: async <Row>(text: string, values?: unknown[]) =>
      (await patiently(() => pool.query(text, values))).rows as Row[],
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function takeSeat(
  first: ServerProcess,
  settings: Parameters<typeof startServerProcess>[0],
  key: string,
): Seat {
  const { port, cookie } = first;
  const url = `http://127.0.0.1:${port}`;
  const door = openDoor(url, [key]);
  let now = first;

  return {
    url,
    cookie,
    door,
    process: () => now,
    async replace(how) {
      await now[how]();
      now = await startServerProcess({ ...settings, port });
    },
    async [Symbol.asyncDispose]() {
      door[Symbol.dispose]();
      await now[Symbol.asyncDispose]();
    },
  };
}

/** A database that was just started may refuse for a moment. */
async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 50) throw error;
      await sleep(100);
    }
  }
}
