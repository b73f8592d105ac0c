import { basename } from "node:path";
import type { ColumnTypes } from "./column-types.ts";
import { createColumnTypes } from "./column-types.ts";
import { UnreadableFileError } from "./file-error.ts";
import type { ColumnMapping, RowContext } from "./map-row.ts";
import { listMetadataColumns, mapRow } from "./map-row.ts";
import type { NameRegistry } from "./name-registry.ts";
import type { FileOptions } from "./read-rows.ts";
import { detectDelimiter, getFileFormat, readRows } from "./read-rows.ts";

export interface InspectedFile extends RowContext {
  header: string | null;
}

const MAX_COLUMNS_SHOWN = 30;
/** Of a file of JSON lines, whose rows may have different keys. */
const MAX_COLUMNS_REMEMBERED = 10_000;

/** Before anything is stored. @throws {UnreadableFileError} if the file or mapping is wrong, or no row can be imported. */
export async function inspectFile(
  file: FileOptions,
  mapping: ColumnMapping,
  names: NameRegistry,
  timeZone: string,
): Promise<InspectedFile> {
  const isCsv = getFileFormat(file.path) === "csv";
  const columns = new Set<string>();
  let header: string | null = null;
  let isDecimalComma = false;
  let types: ColumnTypes | null = null;
  let firstProblem: string | undefined;
  let rows = 0;
  let valid = 0;

  const onHeader = (line: string, found: readonly string[]): void => {
    header = line;
    isDecimalComma = (file.delimiter ?? detectDelimiter(line)) === ";";
    types = createColumnTypes({ isDecimalComma });
    for (const column of found) columns.add(column);
    assertColumns(file.path, [...columns], mapping);
    assertDistinct(file.path, found, mapping);
  };

  for await (const row of readRows({ ...file, onHeader })) {
    rows++;
    try {
      if ("problem" in row) throw new Error(row.problem);
      learnFrom(row.values, row.line);
      mapRow(row.values, {
        mapping: { ...mapping, metadata: [] },
        names,
        types: null,
        isDecimalComma,
        timeZone,
      });
      valid++;
    } catch (error) {
      if (error instanceof UnreadableFileError) throw error;
      firstProblem ??= `Line ${row.line}: ${(error as Error).message}`;
    }
  }

  if (rows === 0 && header === null) throw new UnreadableFileError(`${file.path} has no rows.`);
  if (rows === 0) throw new UnreadableFileError(`${file.path} has a header and no rows.`);
  if (!isCsv && columns.size > 0) assertColumns(file.path, [...columns], mapping);
  if (valid === 0) throw new UnreadableFileError(`No row of ${file.path} can be imported. ${firstProblem}.`);

  return { mapping, names, types, isDecimalComma, timeZone, header };

  function learnFrom(values: Record<string, unknown>, line: number): void {
    if (!types) {
      for (const column of Object.keys(values)) {
        if (columns.size < MAX_COLUMNS_REMEMBERED) columns.add(column);
      }
      return;
    }
    if (mapping.metadata?.includes("*") && values[""])
      throw new UnreadableFileError(
        `Line ${line} of ${file.path} has a value in a column without a name. Name the column in the header, or list the columns for metadata.`,
      );
    for (const column of listMetadataColumns([...columns], mapping)) {
      const value = values[column];
      if (typeof value === "string") types.add(column, value);
    }
  }
}

/** @throws {UnreadableFileError} that names the columns that do not exist and those that do. */
function assertColumns(path: string, columns: readonly string[], mapping: ColumnMapping): void {
  const wanted = [mapping.name, mapping.time, mapping.user, ...(mapping.metadata ?? [])];
  const missing = wanted.find(
    (column) => column !== undefined && column !== "*" && !columns.includes(column),
  );
  if (missing === undefined) return;

  const similar = findSimilar(missing, columns);
  const shown = columns.slice(0, MAX_COLUMNS_SHOWN).map((column) => column || "(no name)");
  const rest = columns.length > MAX_COLUMNS_SHOWN ? ` and ${columns.length - MAX_COLUMNS_SHOWN} more` : "";
  const advice = similar === undefined ? "" : ` Did you mean "${similar}"?`;
  throw new UnreadableFileError(
    `There is no column "${missing}". The file ${basename(path)} has ${shown.join(", ")}${rest}.${advice}`,
  );
}

/** @throws {UnreadableFileError} if two columns that are imported have the same name. */
function assertDistinct(path: string, found: readonly string[], mapping: ColumnMapping): void {
  const imported = new Set([
    mapping.name,
    mapping.time,
    mapping.user,
    ...listMetadataColumns(found, mapping),
  ]);
  const twice = found.find(
    (column, index) => column !== "" && imported.has(column) && found.indexOf(column) !== index,
  );
  if (twice !== undefined)
    throw new UnreadableFileError(`${basename(path)} has two columns named "${twice}". Rename one of them.`);
}

/** The column with the fewest different letters, if it is close. */
function findSimilar(missing: string, columns: readonly string[]): string | undefined {
  const ranked = columns
    .map((column) => ({ column, distance: getDistance(column.toLowerCase(), missing.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance);
  const [best] = ranked;

  return best && best.distance <= Math.max(1, Math.floor(missing.length / 3)) ? best.column : undefined;
}

function getDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, wanted] of [...other].entries()) {
      const replaced = previous[column]! + (letter === wanted ? 0 : 1);
      current.push(Math.min(replaced, previous[column + 1]! + 1, current[column]! + 1));
    }
    previous = current;
  }

  return previous.at(-1) ?? 0;
}
