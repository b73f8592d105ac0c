import type { Metadata, SentEvent } from "../events/index.ts";
import type { ColumnTypes } from "./column-types.ts";
import { toTyped } from "./column-types.ts";
import type { NameRegistry } from "./name-registry.ts";
import { parseFileTime } from "./parse-time.ts";

export interface ColumnMapping {
  name: string;
  time: string;
  user?: string;
  /** Columns that become metadata; `*` for all other columns. */
  metadata?: string[];
  /** Put before names: `receipt` makes `receipt.confirmation_of_receipt`. */
  namePrefix?: string;
  /** IANA zone of times without an offset. Default: the project's. */
  timeZone?: string;
}

export interface MappedRow extends SentEvent {
  timestamp: Date;
  /** The original wording of the name; null if it was an event name. */
  title: string | null;
}

/** What the first pass through a file has found out. */
export interface RowContext {
  mapping: ColumnMapping;
  names: NameRegistry;
  /** Null for JSON lines, whose values have types. */
  types: ColumnTypes | null;
  isDecimalComma: boolean;
  /** Of times without an offset. */
  timeZone: string;
}

export function mapRow(values: Record<string, unknown>, context: RowContext): MappedRow {
  const { mapping, names, timeZone } = context;
  const text = getText(values, mapping.name);
  if (text === "") throw new Error(`"${mapping.name}" is empty`);

  const name = names.resolve(text);
  if (name === null)
    throw new Error(`"${text}" is not an event name such as user.signed_up; set a name prefix`);

  const timestamp = parseFileTime(values[mapping.time], timeZone);
  if (timestamp === null)
    throw new Error(`"${mapping.time}" is not a time: "${getText(values, mapping.time)}"`);

  return {
    name,
    title: text === name ? null : text,
    timestamp,
    userId: (mapping.user && getText(values, mapping.user)) || null,
    metadata: getMetadata(values, context),
  };
}

function getText(values: Record<string, unknown>, column: string): string {
  const value = Object.hasOwn(values, column) ? values[column] : undefined;

  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

export function listMetadataColumns(
  columns: readonly string[],
  { name, time, user, metadata = [] }: ColumnMapping,
): string[] {
  const mapped = new Set([name, time, user]);

  return metadata.includes("*") ? columns.filter((column) => !mapped.has(column) && column !== "") : metadata;
}

function getMetadata(
  values: Record<string, unknown>,
  { mapping, types, isDecimalComma }: RowContext,
): Metadata {
  return Object.fromEntries(
    listMetadataColumns(Object.keys(values), mapping)
      .filter((column) => Object.hasOwn(values, column) && values[column] !== "")
      .map((column) => {
        const value = values[column];
        const isTyped = !types || typeof value !== "string";
        return [column, isTyped ? value : toTyped(value, types.get(column), isDecimalComma)];
      }),
  ) as Metadata;
}
