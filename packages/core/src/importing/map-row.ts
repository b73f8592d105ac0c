import { isEventName } from "@admin-events/catalog";
import type { Metadata, SentEvent } from "../events/index.ts";
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

/** Converts a row to an event. @throws {Error} if the row has no valid name or time. */
export function mapRow(
  values: Record<string, unknown>,
  mapping: ColumnMapping,
  projectTimeZone: string,
): MappedRow {
  const text = getText(values, mapping.name);
  if (text === "") throw new Error(`"${mapping.name}" is empty`);

  const name = toEventName(text, mapping.namePrefix);
  if (name === null)
    throw new Error(
      `"${text}" cannot be converted to an event name${mapping.namePrefix ? "" : "; set a name prefix"}`,
    );

  const timestamp = parseFileTime(values[mapping.time], mapping.timeZone ?? projectTimeZone);
  if (timestamp === null)
    throw new Error(`"${mapping.time}" is not a time: "${getText(values, mapping.time)}"`);

  return {
    name,
    title: text === name ? null : text,
    timestamp,
    userId: (mapping.user && getText(values, mapping.user)) || null,
    metadata: getMetadata(values, mapping),
  };
}

/**
 * Converts a text of a file to an event name: the prefix and the text in lowercase with `_` for all other characters.
 * `Confirmation of receipt` becomes `receipt.confirmation_of_receipt`. Without a prefix the text must be an event name.
 * Null if the result is not a valid name.
 */
export function toEventName(text: string, prefix?: string): string | null {
  const name = prefix === undefined ? text : `${prefix}.${slugify(text)}`;

  return isEventName(name) ? name : null;
}

function slugify(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
}

function getText(values: Record<string, unknown>, column: string): string {
  const value = Object.hasOwn(values, column) ? values[column] : undefined;

  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

function getMetadata(
  values: Record<string, unknown>,
  { name, time, user, metadata = [] }: ColumnMapping,
): Metadata {
  const mapped = new Set([name, time, user]);
  const columns = metadata.includes("*")
    ? Object.keys(values).filter((column) => !mapped.has(column))
    : metadata;

  return Object.fromEntries(
    columns
      .filter((column) => Object.hasOwn(values, column) && values[column] !== "")
      .map((column) => [column, parseValue(values[column])]),
  ) as Metadata;
}

/** CSV has only texts: `12.5` and `true` become a number and a boolean, `0123` stays a text. */
function parseValue(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value === "true" || value === "false") return value === "true";

  return String(Number(value)) === value && Number.isFinite(Number(value)) ? Number(value) : value;
}
