import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";
import { getLockKeys } from "./connections/advisory-lock.ts";
import { openClient } from "./connections/open-client.ts";
import { reachesServer } from "./connections/session.ts";

interface Blocker {
  pid: number;
  application: string;
  role: string;
  /** Null if the role may not see them, and for a prepared transaction. */
  transactionSeconds: number | null;
  statementSeconds: number | null;
}

export interface WaitReporter extends AsyncDisposable {
  /** Watches the waits of this connection. Behind a pooler it has no process of its own, and is not watched. */
  watch: (client: ClientBase) => Promise<void>;
  /** Names who held the lock that was waited for last; null if there was none. */
  describeLast: () => string | null;
}

interface ReportOptions {
  schema: string;
  onWaiting: (message: string) => void;
  /** How long something must wait before it is reported. Default 10 seconds. */
  firstReportMs?: number;
  /** Default 30 seconds. */
  nextReportMs?: number;
}

/** An undisturbed migration ends before a connection is opened to watch it. */
const START_AFTER_MS = 1_000;
/** Attempts wait for 200 ms each, so that this meets one of them. */
const SAMPLE_INTERVAL_MS = 150;
/** Between two attempts nothing waits. */
const MAX_GAP_MS = 2_000;

/**
 * Says for whom a migration waits: after 10 seconds, and then every 30. It sees the waits of its own processes, and of those who wait
 * for another migration.
 */
export function reportWaits(
  url: string,
  { schema, onWaiting, firstReportMs = 10_000, nextReportMs = 30_000 }: ReportOptions,
): WaitReporter {
  const ending = new AbortController();
  const pids = new Set<number>();
  let last: readonly Blocker[] = [];
  let since: number | null = null;
  let seenAt = 0;
  let reportAfter = firstReportMs;

  function note(blockers: readonly Blocker[]): void {
    const now = Date.now();
    if (blockers.length === 0) {
      if (now - seenAt > MAX_GAP_MS) since = null;
      return;
    }
    if (since === null) reportAfter = firstReportMs;
    since ??= now;
    seenAt = now;
    last = blockers;
    if (now - since < reportAfter) return;

    reportAfter = now - since + nextReportMs;
    onWaiting(
      `The migration has been waiting for a lock for ${Math.round((now - since) / 1_000)} seconds. ${describe(blockers)}`,
    );
  }

  async function watchUntilEnd(): Promise<void> {
    const { signal } = ending;
    await sleep(START_AFTER_MS, undefined, { signal });
    await using client = await openClient(url, { applicationName: "admin-events migrate" });
    for (;;) {
      note(await findBlockers(client, [...pids], schema));
      await sleep(SAMPLE_INTERVAL_MS, undefined, { signal });
    }
  }
  // Without a connection to watch with, the migration goes on unwatched.
  const watching = watchUntilEnd().catch(() => undefined);

  return {
    async watch(client) {
      if (await reachesServer(client)) pids.add((client as ClientBase & { processID: number }).processID);
    },
    describeLast: () => (last.length === 0 ? null : describe(last)),
    async [Symbol.asyncDispose]() {
      ending.abort();
      await watching;
    },
  };
}

async function findBlockers(client: ClientBase, pids: number[], schema: string): Promise<Blocker[]> {
  const { rows } = await client.query<Blocker>(
    `with blockers as (
       select unnest(pg_blocking_pids(waiting.pid)) as pid from unnest($1::int[]) as waiting(pid)
       union
       select pid from pg_locks
       where locktype = 'advisory' and granted and objsubid = 2 and classid = hashtext($2)::oid and objid = hashtext($3)::oid
         and database = (select oid from pg_database where datname = current_database())
     )
     select blockers.pid, coalesce(application_name, '') as application, coalesce(usename, '')::text as role,
       extract(epoch from clock_timestamp() - xact_start)::float8 as "transactionSeconds",
       extract(epoch from clock_timestamp() - query_start)::float8 as "statementSeconds"
     from blockers left join pg_stat_activity as activity on activity.pid = blockers.pid
     where blockers.pid <> all($1)
     order by xact_start`,
    [pids, ...getLockKeys({ subject: "migration", schema })],
  );

  return rows;
}

function describe(blockers: readonly Blocker[]): string {
  const [first] = blockers;
  if (!first) return "";
  const { pid, application, role, transactionSeconds, statementSeconds } = first;
  if (pid === 0)
    return "A prepared transaction holds it. Find it in pg_prepared_xacts, and commit it or roll it back.";

  const owner = [application, role && `role ${role}`].filter(Boolean).join(", ");
  const ages =
    transactionSeconds === null
      ? "To see its age, grant pg_read_all_stats to the role of the migration"
      : `Its transaction has been open for ${Math.round(transactionSeconds)} seconds, and its last statement began ${Math.round(statementSeconds ?? 0)} seconds ago`;
  const others = blockers.length > 1 ? ` ${blockers.length - 1} more hold it as well.` : "";

  return `Process ${pid}${owner && ` (${owner})`} holds it. ${ages}. If it is not needed, end it: select pg_terminate_backend(${pid});${others}`;
}
