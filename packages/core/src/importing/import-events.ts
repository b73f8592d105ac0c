import type { MikroORM } from "@admin-events/db";
import { assertTimeZone } from "../calendar/index.ts";
import type { EventRules, IdCaches, PreparedEvent } from "../events/index.ts";
import { prepareEvent, storeEvents } from "../events/index.ts";
import { mergeRollupDeltas } from "../rollups/index.ts";
import type { ColumnMapping } from "./map-row.ts";
import { mapRow } from "./map-row.ts";
import type { FileProgress } from "./read-rows.ts";
import { readRows } from "./read-rows.ts";
import { createRowIds } from "./row-id.ts";
import { storeTitles } from "./store-titles.sql.ts";

export interface ImportOptions {
  path: string;
  mapping: ColumnMapping;
  rules: EventRules;
  idCaches: IdCaches;
  onProgress?: (progress: FileProgress & ImportSummary) => void;
  /** Called for each row that is skipped. Lines count from 1. */
  onBadRow?: (line: number, reason: string) => void;
}

export interface ImportSummary {
  stored: number;
  duplicates: number;
  bad: number;
}

interface ImportedEvent {
  line: number;
  event: PreparedEvent;
}

const BATCH_SIZE = 1_000;
/** Limits the rollup deltas of a long import if no server is running that merges them. */
const BATCHES_BETWEEN_MERGES = 50;

/**
 * Imports the events of a file in batches, however large it is. Event ids derive from rows, so importing the same file
 * again, or a longer version of it, stores only new rows. Handlers do not run.
 *
 * @throws {ValidationError} if the mapping's time zone is not one.
 * @throws {UnreadableFileError} if the file is missing or broken. Rows before the error are stored; repeat the import.
 */
export async function importEvents(orm: MikroORM, options: ImportOptions): Promise<ImportSummary> {
  const fork = () => orm.em.fork();
  const { path, mapping, rules, idCaches, onProgress, onBadRow } = options;
  const summary: ImportSummary = { stored: 0, duplicates: 0, bad: 0 };
  if (mapping.timeZone !== undefined) assertTimeZone(mapping.timeZone);
  const rowIds = createRowIds();
  const titles = new Map<string, string>();
  let storedTitles = 0;
  let batches = 0;
  let batch: ImportedEvent[] = [];
  let progress: FileProgress = { bytesRead: 0, bytesTotal: 0 };

  for await (const row of readRows(path, (now) => (progress = now))) {
    try {
      if ("problem" in row) throw new Error(row.problem);
      const { title, ...sent } = mapRow(row.values, mapping, rules.timeZone);
      const id = rowIds.next(sent.timestamp, JSON.stringify([sent.name, row.values]));

      batch.push({ line: row.line, event: prepareEvent(rules, sent.name, { ...sent, id }) });
      if (title !== null && !titles.has(sent.name)) titles.set(sent.name, title);
    } catch (error) {
      skipRow(row.line, (error as Error).message);
    }

    if (batch.length === BATCH_SIZE) await storeBatch();
  }
  await storeBatch();
  await mergeRollupDeltas(fork());

  return summary;

  function skipRow(line: number, reason: string): void {
    summary.bad++;
    onBadRow?.(line, reason);
  }

  async function storeBatch(): Promise<void> {
    const events = batch.map(({ event }) => event);
    const results = await storeEvents({ fork, idCaches }, events, { notifyHandlers: false });
    for (const [index, result] of results.entries()) {
      if (result.status === "failed") throw result.error;
      if (result.status === "rejected") skipRow(batch[index]?.line ?? 0, result.reason);
      else if (result.duplicate) summary.duplicates++;
      else summary.stored++;
    }
    batch = [];

    if (titles.size > storedTitles) await storeTitles(fork(), titles);
    storedTitles = titles.size;
    if (++batches % BATCHES_BETWEEN_MERGES === 0) await mergeRollupDeltas(fork());
    onProgress?.({ ...progress, ...summary });
  }
}
