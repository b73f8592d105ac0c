import { parse } from "csv-parse";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** A row of a file, or why it cannot be read. Lines count from 1. */
export type FileRow = { line: number; values: Record<string, unknown> } | { line: number; problem: string };

/** Compressed bytes if the file is compressed. */
export interface FileProgress {
  bytesRead: number;
  bytesTotal: number;
}

export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}

const READ_BUFFER_BYTES = 256 * 1024;
const MAX_ROW_BYTES = 1024 * 1024;

type FileFormat = "csv" | "jsonl";

/** @throws {UnreadableFileError} if the file name has no known extension. */
function getFileFormat(path: string): FileFormat {
  const name = path.toLowerCase().replace(/\.gz$/, "");
  if (name.endsWith(".csv")) return "csv";
  if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) return "jsonl";

  throw new UnreadableFileError(
    `${path} has an unknown format. Use a .csv, .jsonl or .ndjson file, plain or .gz.`,
  );
}

/**
 * Streams the rows of a CSV file with a header, or of a file with one JSON object per line, plain or gzipped.
 *
 * @throws {UnreadableFileError} if the file is missing or broken.
 */
export async function* readRows(
  path: string,
  onProgress: (progress: FileProgress) => void = () => undefined,
): AsyncGenerator<FileRow, void, undefined> {
  const format = getFileFormat(path);
  const bytesTotal = await getFileSize(path);
  const file = createReadStream(path, { highWaterMark: READ_BUFFER_BYTES });
  file.on("data", () => onProgress({ bytesRead: file.bytesRead, bytesTotal }));

  try {
    yield* format === "csv" ? readCsvRows(decompress(path, file)) : readJsonRows(decompress(path, file));
  } catch (error) {
    throw new UnreadableFileError(`${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  } finally {
    file.destroy();
  }
}

async function getFileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw new UnreadableFileError(
      `${path} does not exist or cannot be read. Check the path and its permissions.`,
      { cause: error },
    );
  }
}

function decompress(path: string, file: Readable): Readable {
  // The reader of the last stream gets every error. The callback keeps it from being thrown twice.
  return path.toLowerCase().endsWith(".gz") ? pipeline(file, createGunzip(), () => undefined) : file;
}

async function* readCsvRows(source: Readable): AsyncGenerator<FileRow, void, undefined> {
  const skipped: FileRow[] = [];
  const parser = parse({
    bom: true,
    columns: true,
    info: true,
    max_record_size: MAX_ROW_BYTES,
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

async function* readJsonRows(source: Readable): AsyncGenerator<FileRow, void, undefined> {
  let line = 0;
  // Readline ends without an error when its source fails. The source keeps the error.
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
      return { line, problem: "is not a JSON object" };

    return { line, values: values as Record<string, unknown> };
  } catch (error) {
    return { line, problem: (error as Error).message };
  }
}
