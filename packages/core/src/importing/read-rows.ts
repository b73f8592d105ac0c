import { parse } from "csv-parse";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** One row of a file, or why a row cannot be read. Lines count from 1. */
export type FileRow = { line: number; values: Record<string, unknown> } | { line: number; problem: string };

/** How much of the file was read so far; of a compressed file, of its compressed bytes. */
export interface FileProgress {
  bytesRead: number;
  bytesTotal: number;
}

export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}

export type FileFormat = "csv" | "jsonl";

/** @throws {UnreadableFileError} when the name does not tell the format. */
export function fileFormat(path: string): FileFormat {
  const name = path.toLowerCase().replace(/\.gz$/, "");
  if (name.endsWith(".csv")) return "csv";
  if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) return "jsonl";

  throw new UnreadableFileError(`${path} should end in .csv, .jsonl or .ndjson, or in one of these and .gz.`);
}

/**
 * The rows of a CSV file with a header, or of a file with one JSON object a line, plain or gzipped; one at a time.
 *
 * @throws {UnreadableFileError} when the file is missing or broken as a whole.
 */
export async function* readRows(
  path: string,
  onProgress: (progress: FileProgress) => void = () => undefined,
): AsyncGenerator<FileRow, void, undefined> {
  const format = fileFormat(path);
  const bytesTotal = await fileSize(path);
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  file.on("data", () => onProgress({ bytesRead: file.bytesRead, bytesTotal }));

  try {
    yield* format === "csv" ? csvRows(unpacked(path, file)) : jsonRows(unpacked(path, file));
  } catch (error) {
    throw new UnreadableFileError(`${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  } finally {
    file.destroy();
  }
}

async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw new UnreadableFileError(`There is no file ${path} that can be read.`, { cause: error });
  }
}

function unpacked(path: string, file: Readable): Readable {
  // The reader of the last stream is told of every error; the callback only keeps it from being thrown twice.
  return path.toLowerCase().endsWith(".gz") ? pipeline(file, createGunzip(), () => undefined) : file;
}

async function* csvRows(source: Readable): AsyncGenerator<FileRow, void, undefined> {
  const skipped: FileRow[] = [];
  const parser = parse({
    bom: true,
    columns: true,
    info: true,
    max_record_size: 1 << 20,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  parser.on("skip", (error: { lines?: number; message: string } | undefined) => {
    if (error) skipped.push({ line: error.lines ?? parser.info.lines, problem: error.message });
  });

  for await (const { record, info } of pipeline(
    source,
    parser,
    () => undefined,
  ) as AsyncIterable<CsvRecord>) {
    yield* skipped.splice(0);
    yield { line: info.lines, values: record };
  }
  yield* skipped;
}

interface CsvRecord {
  record: Record<string, string>;
  info: { lines: number };
}

async function* jsonRows(source: Readable): AsyncGenerator<FileRow, void, undefined> {
  let line = 0;
  // Readline ends quietly when its source breaks; the source itself remembers why.
  source.once("error", () => undefined);

  for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
    line++;
    if (text.trim() !== "") yield parseLine(text, line);
  }
  if (source.errored) throw source.errored;
}

function parseLine(text: string, line: number): FileRow {
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values !== "object" || values === null || Array.isArray(values))
      return { line, problem: "is no JSON object" };

    return { line, values: values as Record<string, unknown> };
  } catch (error) {
    return { line, problem: (error as Error).message };
  }
}
