import type { ClientBase } from "pg";
import { Pool } from "pg";
import type { DayOfName } from "./read-days.ts";
import { daysOfNames, packDays, readSaved } from "./read-days.ts";
import { saveSegments } from "./save-segments.ts";
import type { Segment } from "./segment.ts";
import { msInDay } from "./segment.ts";
import { createSegmentCache } from "./segment-cache.ts";

export interface SegmentStoreOptions {
  url: string;
  cacheBytes: number;
  /** Told when packed segments could not be saved; answers do not suffer. */
  onProblem: (error: Error) => void;
}

export interface SegmentStore extends AsyncDisposable {
  /** Every event with a user of these names in a range of milliseconds, by day and name, and whole days around it. */
  read(nameIds: ReadonlySet<number>, range: { from: number; to: number }): Promise<Segment[]>;
}

/**
 * Reads segments from memory, else from where they were saved, else packs them from the events; all within one snapshot,
 * and the first two only at the revision that the snapshot shows. So no answer is stale.
 */
export function openSegmentStore({ url, cacheBytes, onProblem }: SegmentStoreOptions): SegmentStore {
  const cache = createSegmentCache(cacheBytes);
  const pool = new Pool({
    connectionString: url,
    max: 2,
    application_name: "admin-events segments",
    statement_timeout: 30_000,
  });
  pool.on("error", onProblem);
  let saving: Promise<void> = Promise.resolve();

  async function read(
    client: ClientBase,
    nameIds: readonly number[],
    firstDay: number,
    lastDay: number,
  ): Promise<Segment[]> {
    const segments: Segment[] = [];
    const found = new Set<DayOfName>();
    const days = await daysOfNames(client, nameIds, firstDay, lastDay);
    const byKey = new Map(days.map((day) => [`${day.nameId}/${day.day}`, day]));

    function use(segment: Segment): DayOfName | undefined {
      const day = byKey.get(`${segment.nameId}/${segment.day}`);
      if (day) found.add(day);
      segments.push(segment);
      return day;
    }

    for (const { nameId, day, revision } of days) {
      const kept = revision === null ? undefined : cache.get(nameId, day, revision);
      if (kept) use(kept);
    }

    const settled = days.filter((day) => day.revision !== null && !found.has(day));
    await readSaved(client, settled, (segment, revision) => {
      use(segment);
      cache.put(segment, revision);
    });

    const packed: { segment: Segment; revision: string }[] = [];
    await packDays(
      client,
      days.filter((day) => !found.has(day)),
      (segment) => {
        const revision = use(segment)?.revision;
        if (typeof revision !== "string") return;
        cache.put(segment, revision);
        packed.push({ segment, revision });
      },
    );
    saveLater(packed);

    return segments;
  }

  function saveLater(packed: readonly { segment: Segment; revision: string }[]): void {
    if (packed.length === 0) return;
    saving = saving
      .then(() => saveSegments(pool, packed))
      .catch((error: unknown) => onProblem(error as Error));
  }

  return {
    async read(nameIds, { from, to }) {
      const client = await pool.connect();
      let failure: Error | undefined;

      try {
        await client.query("begin isolation level repeatable read read only");
        return await read(client, [...nameIds], Math.floor(from / msInDay), Math.floor((to - 1) / msInDay));
      } catch (error) {
        failure = error as Error;
        throw error;
      } finally {
        if (!failure) await client.query("commit");
        client.release(failure);
      }
    },
    async [Symbol.asyncDispose]() {
      await saving;
      await pool.end();
    },
  };
}
