import type { EntityManager, MikroORM } from "@admin-events/db";
import { sql } from "kysely";
import { mergeRollupDeltas } from "../rollups/index.ts";
import type { Dictionaries, EventRules, PreparedEvent } from "../events/index.ts";
import { prepareEvent, storeEvents } from "../events/index.ts";
import { importedId } from "./imported-id.ts";
import type { ColumnMapping } from "./map-row.ts";
import { mapRow } from "./map-row.ts";
import { createOccurrences } from "./occurrences.ts";
import type { FileProgress } from "./read-rows.ts";
import { readRows } from "./read-rows.ts";
import { tables } from "@admin-events/db";

export interface ImportOptions {
  /** A .csv or .jsonl file, plain or .gz. */
  path: string;
  mapping: ColumnMapping;
  rules: EventRules;
  dictionaries: Dictionaries;
  onProgress?: (progress: FileProgress & ImportSummary) => void;
  /** Called for each row that is left out. Lines count from 1. */
  onBadRow?: (line: number, reason: string) => void;
}

export interface ImportSummary {
  /** Events that are new. */
  stored: number;
  /** Rows whose event was stored before. */
  duplicates: number;
  /** Rows that tell of no event. */
  bad: number;
}

interface ImportedEvent {
  line: number;
  event: PreparedEvent;
}

const batchSize = 1_000;
/** Keeps the notes of a long import few, also where no server runs that folds them. */
const BATCHES_BETWEEN_MERGES = 50;

/**
 * Stores the events of a file, a thousand at a time, whatever its size. Their ids follow from their rows, so importing
 * the file again, or a longer one that holds it, stores only what is new. Handlers do not hear of the past.
 *
 * @throws {UnreadableFileError} when the file is missing or broken; what was stored until then stays, and may be repeated.
 */
export async function importEvents(orm: MikroORM, options: ImportOptions): Promise<ImportSummary> {
  const fork = () => orm.em.fork();
  const { path, mapping, rules, dictionaries, onProgress, onBadRow } = options;
  const summary: ImportSummary = { stored: 0, duplicates: 0, bad: 0 };
  const occurrences = createOccurrences();
  const titles = new Map<string, string>();
  let titlesStored = 0;
  let batches = 0;
  let batch: ImportedEvent[] = [];
  let progress: FileProgress = { bytesRead: 0, bytesTotal: 0 };

  for await (const row of readRows(path, (now) => (progress = now))) {
    try {
      if ("problem" in row) throw new Error(row.problem);
      const { title, ...sent } = mapRow(row.values, mapping);
      const content = JSON.stringify([sent.name, row.values]);
      const id = importedId(sent.timestamp, `${content}${occurrences.next(content)}`);

      batch.push({ line: row.line, event: prepareEvent(rules, sent.name, { ...sent, id }) });
      if (title !== null && !titles.has(sent.name)) titles.set(sent.name, title);
    } catch (error) {
      leaveOut(row.line, (error as Error).message);
    }

    if (batch.length === batchSize) await store();
  }
  await store();
  await mergeRollupDeltas(fork());

  return summary;

  function leaveOut(line: number, reason: string): void {
    summary.bad++;
    onBadRow?.(line, reason);
  }

  async function store(): Promise<void> {
    const events = batch.map(({ event }) => event);
    const results = await storeEvents({ fork, dictionaries }, events, { notifyHandlers: false });
    for (const [index, result] of results.entries()) {
      if (result.status === "failed") throw result.error;
      if (result.status === "stored") summary.stored++;
      if (result.status === "duplicate") summary.duplicates++;
      if (result.status === "rejected") leaveOut(batch[index]?.line ?? 0, result.reason);
    }
    batch = [];

    if (titles.size > titlesStored) await storeTitles(fork(), titles);
    titlesStored = titles.size;
    if (++batches % BATCHES_BETWEEN_MERGES === 0) await mergeRollupDeltas(fork());
    onProgress?.({ ...progress, ...summary });
  }
}

/** Keeps the words a file used for names that have none yet. */
async function storeTitles(em: EntityManager, titles: ReadonlyMap<string, string>): Promise<void> {
  await sql`
    update ${tables.eventNames} as event_name
    set title = imported.title
    from unnest(${[...titles.keys()]}::text[], ${[...titles.values()]}::text[]) as imported(name, title)
    where event_name.name = imported.name and event_name.title is null`.execute(em.getKysely());
}
