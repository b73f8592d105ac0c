import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { foldChanges } from "../days/index.ts";
import type { Dictionaries, EventRules, PreparedEvent } from "../events/index.ts";
import { prepareEvent, writeEvents } from "../events/index.ts";
import { importedId } from "./imported-id.ts";
import type { ColumnMapping } from "./map-row.ts";
import { mapRow } from "./map-row.ts";
import { createOccurrences } from "./occurrences.ts";
import type { FileProgress } from "./read-rows.ts";
import { readRows } from "./read-rows.ts";

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

const batchSize = 1_000;
/** Keeps the notes of a long import few, also where no server runs that folds them. */
const batchesBetweenFolds = 50;

/**
 * Stores the events of a file, a thousand at a time, whatever its size. Their ids follow from their rows, so importing
 * the file again, or a longer one that holds it, stores only what is new. Handlers do not hear of the past.
 *
 * @throws {UnreadableFile} when the file is missing or broken; what was stored until then stays, and may be repeated.
 */
export async function importEvents(em: EntityManager, options: ImportOptions): Promise<ImportSummary> {
  const { path, mapping, rules, dictionaries, onProgress, onBadRow } = options;
  const summary: ImportSummary = { stored: 0, duplicates: 0, bad: 0 };
  const occurrences = createOccurrences();
  const titles = new Map<string, string>();
  let titlesStored = 0;
  let batches = 0;
  let batch: PreparedEvent[] = [];
  let progress: FileProgress = { bytesRead: 0, bytesTotal: 0 };

  for await (const row of readRows(path, (now) => (progress = now))) {
    try {
      if ("problem" in row) throw new Error(row.problem);
      const { title, ...sent } = mapRow(row.values, mapping);
      const content = JSON.stringify([sent.name, row.values]);
      const id = importedId(sent.timestamp, `${content}${occurrences.next(content)}`);

      batch.push(prepareEvent(rules, sent.name, { ...sent, id }));
      if (title !== null && !titles.has(sent.name)) titles.set(sent.name, title);
    } catch (error) {
      summary.bad++;
      onBadRow?.(row.line, (error as Error).message);
    }

    if (batch.length === batchSize) await store();
  }
  await store();
  await foldChanges(em);

  return summary;

  async function store(): Promise<void> {
    const stored = await writeEvents(em, dictionaries, batch, { notifyHandlers: false });
    summary.stored += stored.size;
    summary.duplicates += batch.length - stored.size;
    batch = [];

    if (titles.size > titlesStored) await storeTitles(em, titles);
    titlesStored = titles.size;
    if (++batches % batchesBetweenFolds === 0) await foldChanges(em);
    onProgress?.({ ...progress, ...summary });
  }
}

/** Keeps the words a file used for names that have none yet. */
async function storeTitles(em: EntityManager, titles: ReadonlyMap<string, string>): Promise<void> {
  await sql`
    update event_names as event_name
    set title = imported.title
    from unnest(${[...titles.keys()]}::text[], ${[...titles.values()]}::text[]) as imported(name, title)
    where event_name.name = imported.name and event_name.title is null`.execute(em.getKysely());
}
