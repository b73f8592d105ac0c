import type { SchemaName } from "@admin-events/db";
import { Pool } from "pg";
import type { Connection } from "./connection.ts";
import type { ConcernedEvents } from "../engine/registry.ts";
import type { EventColumns, Segment } from "./column-chunk.ts";
import { msInDay } from "./column-chunk.ts";
import { packDays } from "./pack-days.ts";
import { readAdded } from "./read-added.ts";
import type { DayOfName } from "./read-days.ts";
import { daysOfNames } from "./read-days.ts";
import { readSaved } from "./read-saved.ts";
import type { ChainDay } from "./seal-days.ts";
import { persistChunks, finalizeDays } from "./seal-days.ts";
import type { CachedChunk } from "./segment-cache.ts";
import { createChunkCache } from "./segment-cache.ts";
import type { Snapshot } from "./snapshot.ts";
import { parseSnapshot } from "./snapshot.ts";
import { keepIdentities } from "./whois.ts";

export interface ColumnStoreOptions {
  url: string;
  schema: SchemaName;
  cacheBytes: number;
  /** Told when packed segments could not be saved; answers do not suffer. */
  onProblem: (error: Error) => void;
}

export interface ColumnStore extends AsyncDisposable {
  /** Every event with a user that is concerned, by day and name, and whole days around it. */
  read(concerned: ConcernedEvents): Promise<EventColumns>;
  /** Packs and saves some days whose saved segment is missing or old. Answers how many. */
  finalizeChunks(): Promise<number>;
}

/** Behind this time packing a day anew is cheaper than looking through all that was stored since. */
const longestCatchUp = 60_000;

/**
 * Reads segments from memory, else from where they were saved, else packs them from the events; all within one snapshot,
 * and only at the revision that the snapshot shows. A day that was only added to since is brought up to date by what
 * was added. So no answer is stale.
 */
export function openColumnStore({ url, schema, cacheBytes, onProblem }: ColumnStoreOptions): ColumnStore {
  const cache = createChunkCache(cacheBytes);
  const identities = keepIdentities();
  const pool = new Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: 10_000,
    application_name: "admin-events segments",
    statement_timeout: 30_000,
  });
  pool.on("error", onProblem);
  // Whoever uses a connection that breaks learns of it by the statement that fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const identifying = inTurn();
  let saving: Promise<void> = Promise.resolve();

  async function readChunks(
    connection: Connection,
    { nameIds, from, to }: ConcernedEvents,
    snapshot: Snapshot,
  ): Promise<Segment[]> {
    const readAt = Date.now();
    const firstDay = Math.floor(from / msInDay);
    const lastDay = Math.floor((to - 1) / msInDay);
    const days = new Map(
      (await daysOfNames(connection, nameIds, firstDay, lastDay)).map((day) => [
        `${day.nameId}/${day.day}`,
        day,
      ]),
    );
    const segments: Segment[] = [];

    function use(segment: Segment): DayOfName | undefined {
      const key = `${segment.nameId}/${segment.day}`;
      const day = days.get(key);
      days.delete(key);
      if (day?.appendedSince)
        cache.put({ segment, revision: day.revision, appendedSince: day.appendedSince, snapshot, readAt });
      segments.push(segment);
      return day;
    }

    const behind: CachedChunk[] = [];
    for (const day of days.values()) {
      const kept = cache.get(day.nameId, day.day);
      if (!kept) continue;
      if (day.revision !== null && kept.revision === day.revision) use(kept.segment);
      else if (kept.appendedSince === day.appendedSince && readAt - kept.readAt < longestCatchUp)
        behind.push(kept);
    }
    await readAdded(connection, behind, use);

    await readSaved(
      connection,
      [...days.values()].filter(({ revision }) => revision !== null),
      use,
    );

    const packed: ChainDay[] = [];
    await packDays(connection, [...days.values()], (segment) => {
      const revision = use(segment)?.revision;
      if (typeof revision === "string" && segment.day < Math.floor(readAt / msInDay))
        packed.push({ segment, revision });
    });
    saveLater(packed);

    return segments;
  }

  function saveLater(packed: readonly ChainDay[]): void {
    if (packed.length === 0) return;
    saving = saving
      .then(() => persistChunks({ client: pool, schema }, packed))
      .catch((error: unknown) => onProblem(error as Error));
  }

  return {
    async read(concerned) {
      const client = await pool.connect();
      const connection = { client, schema };
      let failure: Error | undefined;

      try {
        const { snapshot, highest, links } = await identifying(async () => {
          const begun = await beginSnapshot(connection);
          return { ...begun, links: await identities.refresh(connection, begun.snapshot) };
        });
        const segments = await readChunks(connection, concerned, snapshot);
        await client.query("commit");
        return identities.resolve(segments, links, highest);
      } catch (error) {
        failure = error as Error;
        throw error;
      } finally {
        client.release(failure);
      }
    },
    finalizeChunks: () => finalizeDays(pool, schema),
    async [Symbol.asyncDispose]() {
      await saving;
      await pool.end();
    },
  };
}

/** Lets one piece of work begin when the one before has ended, well or not. */
function inTurn(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();

  return (work) => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
}

/** Everything that the client reads until it commits shows the database at one moment, with people up to the highest number. */
async function beginSnapshot({
  client,
  schema,
}: Connection): Promise<{ snapshot: Snapshot; highest: number }> {
  await client.query("begin isolation level repeatable read read only");
  const { rows } = await client.query<{ snapshot: string; highest: number | null }>(
    `select pg_current_snapshot()::text as snapshot, max(id) as highest from ${schema}.users`,
  );

  return { snapshot: parseSnapshot(rows[0]?.snapshot ?? ""), highest: rows[0]?.highest ?? 0 };
}
