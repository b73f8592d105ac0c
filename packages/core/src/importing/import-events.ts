import type { MikroORM } from "@admin-events/db";
import { basename } from "node:path";
import { assertTimeZone } from "../calendar/index.ts";
import type { EventRules, IdCaches, PreparedEvent } from "../events/index.ts";
import { prepareEvent, storeEvents } from "../events/index.ts";
import { mergeRollupDeltas } from "../rollups/index.ts";
import { findImportIds, finishImport, listTitles, startImport } from "./imports.sql.ts";
import { inspectFile } from "./inspect-file.ts";
import type { ColumnMapping } from "./map-row.ts";
import { mapRow } from "./map-row.ts";
import { createNameRegistry } from "./name-registry.ts";
import type { FileProgress } from "./open-text.ts";
import { readRows } from "./read-rows.ts";
import { createRowIds } from "./row-id.ts";
import { storeTitles } from "./store-titles.sql.ts";

export interface ImportOptions {
  path: string;
  mapping: ColumnMapping;
  rules: EventRules;
  idCaches: IdCaches;
  /** Of a CSV file. Default: detected. */
  delimiter?: string;
  /** Such as `windows-1252`. Default: UTF-8, or UTF-16 if it is detected. */
  encoding?: string;
  /** Whether durable handlers run for the imported events. Default false, because they happened long ago. */
  runHandlers?: boolean;
  onProgress?: (progress: FileProgress & ImportCounts & { isChecking: boolean }) => void;
  /** Called with the first line of a CSV file, before anything is stored. */
  onHeader?: (line: string) => void;
  /** Called for each row that is not stored. Lines count from 1. */
  onRejectedRow?: (row: RejectedRow) => void;
}

export interface RejectedRow {
  line: number;
  /** The row as in the file. */
  source: string;
  reason: string;
}

export interface ImportCounts {
  stored: number;
  duplicates: number;
  rejected: number;
}

export interface ImportSummary extends ImportCounts {
  /** Names the run, to undo it. Null if it stored nothing. */
  importId: number | null;
  /** Imports that stored the duplicates. */
  earlierImportIds: number[];
}

interface ImportedEvent {
  line: number;
  source: string;
  event: PreparedEvent;
}

const BATCH_SIZE = 1_000;
/** Limits the rollup deltas of a long import if no server is running that merges them. */
const BATCHES_BETWEEN_MERGES = 50;

/**
 * Imports the events of a file in batches, however large it is. The file is read twice: nothing is stored if its format, its
 * columns or all of its rows are wrong. Event ids derive from rows, so importing the same file again, or a longer version of
 * it, stores only new rows. Live subscribers do not get the events, and handlers run only if asked for.
 *
 * @throws {ValidationError} if the mapping's time zone is not one.
 * @throws {UnreadableFileError} with one message if the file or the mapping is wrong. If the file breaks off while it is
 *   stored, the rows before are stored; repeat the import.
 */
export async function importEvents(orm: MikroORM, options: ImportOptions): Promise<ImportSummary> {
  const fork = () => orm.em.fork();
  const { path, mapping, delimiter, encoding, rules, idCaches, onProgress, onRejectedRow } = options;
  if (mapping.timeZone !== undefined) assertTimeZone(mapping.timeZone);
  const counts: ImportCounts = { stored: 0, duplicates: 0, rejected: 0 };
  const titles = new Map<string, string>();
  const earlierImportIds = new Set<number>();
  const rowIds = createRowIds();
  let importId: number | null = null;
  let isChecking = true;
  let storedTitles = 0;
  let batches = 0;
  let batch: ImportedEvent[] = [];
  let progress: FileProgress = { bytesRead: 0, bytesTotal: 0 };

  const file = {
    ...{ path, delimiter, encoding },
    onProgress(now: FileProgress) {
      progress = now;
      if (isChecking) onProgress?.({ ...now, ...counts, isChecking });
    },
  };
  const names = createNameRegistry(mapping.namePrefix, await listTitles(fork(), mapping.namePrefix));
  const inspected = await inspectFile(file, mapping, names, mapping.timeZone ?? rules.timeZone);
  isChecking = false;
  if (inspected.header !== null) options.onHeader?.(inspected.header);

  for await (const row of readRows(file)) {
    try {
      if ("problem" in row) throw new Error(row.problem);
      const { title, ...sent } = mapRow(row.values, inspected);
      const id = rowIds.next(sent.timestamp, JSON.stringify([sent.name, row.values]));

      const event = prepareEvent(rules, sent.name, { ...sent, id });
      batch.push({ line: row.line, source: row.source, event });
      if (title !== null && !titles.has(sent.name)) titles.set(sent.name, title);
    } catch (error) {
      reject({ line: row.line, source: row.source, reason: (error as Error).message });
    }

    if (batch.length === BATCH_SIZE) await storeBatch();
  }
  await storeBatch();
  await mergeRollupDeltas(fork());
  if (importId !== null) await finishImport(fork(), importId, counts.stored);
  if (importId !== null) earlierImportIds.delete(importId);

  return {
    ...counts,
    importId: counts.stored > 0 ? importId : null,
    earlierImportIds: [...earlierImportIds].sort((one, other) => one - other),
  };

  function reject(row: RejectedRow): void {
    counts.rejected++;
    onRejectedRow?.(row);
  }

  async function storeBatch(): Promise<void> {
    if (batch.length === 0) return;
    importId ??= await startImport(fork(), basename(path), mapping);
    const runId = importId;
    const events = batch.map(({ event }) => ({ ...event, importId: runId }));
    const results = await storeEvents({ fork, idCaches }, events, {
      notifyHandlers: options.runHandlers ?? false,
    });

    const duplicateIds: string[] = [];
    for (const [index, result] of results.entries()) {
      const { line = 0, source = "" } = batch[index] ?? {};
      if (result.status === "failed") throw result.error;
      if (result.status === "rejected") reject({ line, source, reason: result.reason });
      else if (result.duplicate) duplicateIds.push(result.id);
      else counts.stored++;
    }
    counts.duplicates += duplicateIds.length;
    if (duplicateIds.length > 0)
      for (const id of await findImportIds(fork(), duplicateIds)) earlierImportIds.add(id);
    batch = [];

    if (titles.size > storedTitles) await storeTitles(fork(), titles);
    storedTitles = titles.size;
    if (++batches % BATCHES_BETWEEN_MERGES === 0) await mergeRollupDeltas(fork());
    onProgress?.({ ...progress, ...counts, isChecking });
  }
}
