import { parse } from "csv-parse";
import { createInterface } from "node:readline";
import { pipeline, Readable } from "node:stream";
import { parseJson } from "../json/index.ts";
import { UnreadableFileError } from "./file-error.ts";
import type { FileProgress } from "./open-text.ts";
import { openText } from "./open-text.ts";

/** A row of a file, or why it cannot be read. Lines count from 1. `source` is the row as in the file, for a file of rejected rows. */
export type FileRow = { line: number; source: string } & (
  { values: Record<string, unknown> } | { problem: string }
);

export type FileFormat = "csv" | "jsonl";

export interface FileOptions {
  path: string;
  /** Of a CSV file. Default: detected from its first line. */
  delimiter?: string;
  /** Such as `windows-1252`. Default: UTF-8, or UTF-16 if it is detected. */
  encoding?: string;
  onProgress?: (progress: FileProgress) => void;
  /** Called with the first line of a CSV file and its fields, before its rows. */
  onHeader?: (line: string, columns: readonly string[]) => void;
}

const MAX_ROW_BYTES = 1024 * 1024;
const DELIMITERS = [",", ";", "\t", "|"];

/** @throws {UnreadableFileError} if the file name has no known extension. */
export function getFileFormat(path: string): FileFormat {
  const name = path.toLowerCase().replace(/\.gz$/, "");
  if (/\.(csv|tsv|tab)$/.test(name)) return "csv";
  if (/\.(jsonl|ndjson)$/.test(name)) return "jsonl";
  if (path === "-") throw new UnreadableFileError("Standard input cannot be imported. Save it to a file.");

  throw new UnreadableFileError(
    `${path} has an unknown format. Use a .csv, .tsv, .jsonl or .ndjson file, plain or .gz.`,
  );
}

/** A CSV file with a header, or JSON lines, plain or gzipped. @throws {UnreadableFileError} if the file is missing or broken. */
export async function* readRows(options: FileOptions): AsyncGenerator<FileRow, void, undefined> {
  const { path, encoding, onProgress = () => undefined } = options;
  const format = getFileFormat(path);
  const source = await openText(path, encoding, onProgress);

  try {
    yield* format === "csv" ? readCsvRows(source, options) : readJsonRows(source);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError(`${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  } finally {
    source.destroy();
  }
}

/** The delimiter that separates the most fields of the first line. */
export function detectDelimiter(firstLine: string): string {
  const unquoted = firstLine.replaceAll(/"[^"]*"/g, "");
  const count = (delimiter: string) => unquoted.split(delimiter).length;

  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

async function* readCsvRows(
  source: Readable,
  { path, delimiter, onHeader }: FileOptions,
): AsyncGenerator<FileRow, void, undefined> {
  const { firstLine, rest } = await splitFirstLine(source);
  if (firstLine.startsWith("{")) throw new UnreadableFileError(`${path} contains JSON. Name it .jsonl.`);

  const skipped: FileRow[] = [];
  let columns: string[] | undefined;
  const parser = parse({
    delimiter: delimiter ?? detectDelimiter(firstLine),
    info: true,
    raw: true,
    max_record_size: MAX_ROW_BYTES,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
  });
  parser.on("skip", (error: CsvProblem | undefined, raw: string = "") => {
    if (error) skipped.push(toSkippedRow(path, error, raw));
  });

  const records = pipeline(rest, parser, () => undefined) as AsyncIterable<CsvRecord>;
  for await (const { record, info, raw } of records) {
    // The parser is ahead of this loop.
    while (skipped[0] && skipped[0].line < info.lines) yield skipped.shift()!;
    if (columns) {
      const values = columns.map((column, index) => [column, record[index]]);
      const row = Object.fromEntries(values) as Record<string, unknown>;
      yield { line: info.lines, source: trimLineEnd(raw), values: row };
    } else {
      columns = record.map((column) => column.trim());
      onHeader?.(firstLine, columns);
    }
  }
  yield* skipped;
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
  raw: string;
}

interface CsvProblem {
  code?: string;
  lines?: number;
  message: string;
}

/** @throws {UnreadableFileError} if a quote swallows the rest of the file. */
function toSkippedRow(path: string, { code, lines = 0, message }: CsvProblem, raw: string): FileRow {
  if (code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE") {
    const start = Math.max(1, lines - trimLineEnd(raw).split("\n").length + 1);
    throw new UnreadableFileError(
      `${path}: the row that begins in line ${start} has a quote that is not closed. Close it or double it.`,
    );
  }
  const [, expected, found] = /expect (\d+), got (\d+)/.exec(message) ?? [];
  const problem = expected
    ? `has ${found} fields, but the header has ${expected}`
    : message.replace(/:? (on|at) line \d+.*$/, "");

  return { line: lines, source: trimLineEnd(raw), problem };
}

function trimLineEnd(raw: string): string {
  return raw.replace(/[\r\n]+$/, "");
}

/** Reads to the end of the first line that is not empty. `rest` is the whole file. */
async function splitFirstLine(source: Readable): Promise<{ firstLine: string; rest: Readable }> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = "";
  let isDone = false;
  while (!isDone && !/\S[^\r\n]*[\r\n]/.test(head) && head.length < MAX_ROW_BYTES) {
    const next = await chunks.next();
    isDone = next.done ?? false;
    if (!next.done) head += String(next.value);
  }

  return {
    firstLine: head.trimStart().split(/[\r\n]/, 1)[0] ?? "",
    rest: Readable.from(concat(head, chunks)),
  };
}

async function* concat(head: string, chunks: AsyncIterator<Buffer>): AsyncGenerator<string | Buffer> {
  yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

async function* readJsonRows(source: Readable): AsyncGenerator<FileRow, void, undefined> {
  let line = 0;
  // Readline ends without an error when its source fails. The source keeps the error.
  source.once("error", () => undefined);

  for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
    line++;
    if (line === 1 && text.trim().startsWith("["))
      throw new UnreadableFileError(
        "The file is a JSON array. Write one object per line, such as with jq -c '.[]'.",
      );
    if (text.trim() !== "") yield parseLine(text, line);
  }
  if (source.errored) throw source.errored;
}

function parseLine(text: string, line: number): FileRow {
  try {
    const values = parseJson(text);
    if (typeof values !== "object" || values === null || Array.isArray(values))
      return { line, source: text, problem: "is not a JSON object" };

    return { line, source: text, values: values as Record<string, unknown> };
  } catch (error) {
    return { line, source: text, problem: (error as Error).message };
  }
}
