import type { Metadata } from "../events/index.ts";
import type { SentEvent } from "../events/index.ts";
import { importedTime } from "./imported-time.ts";
import { eventNameFrom } from "./slug.ts";

/** Which columns of a file mean what. */
export interface ColumnMapping {
  name: string;
  time: string;
  user?: string;
  /** Columns that become metadata; `*` for all that mean nothing else. */
  metadata?: string[];
  /** Stands before names: `receipt` makes `receipt.confirmation_of_receipt`. */
  namePrefix?: string;
}

/** A row as an event, with the words the file used for its name. */
export interface MappedRow extends SentEvent {
  timestamp: Date;
  title: string | null;
}

/** The event a row tells of. @throws {Error} with the reason when it tells of none. */
export function mapRow(values: Record<string, unknown>, mapping: ColumnMapping): MappedRow {
  const words = textIn(values, mapping.name);
  if (words === "") throw new Error(`"${mapping.name}" is empty`);

  const name = eventNameFrom(words, mapping.namePrefix);
  if (name === null)
    throw new Error(
      `no event name can be made of "${words}"${mapping.namePrefix ? "" : "; give a name prefix"}`,
    );

  const timestamp = importedTime(values[mapping.time]);
  if (timestamp === null) throw new Error(`"${mapping.time}" is no time: "${textIn(values, mapping.time)}"`);

  return {
    name,
    title: words === name ? null : words,
    timestamp,
    userId: (mapping.user && textIn(values, mapping.user)) || null,
    metadata: metadataIn(values, mapping),
  };
}

function textIn(values: Record<string, unknown>, column: string): string {
  const value = Object.hasOwn(values, column) ? values[column] : undefined;

  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

function metadataIn(
  values: Record<string, unknown>,
  { name, time, user, metadata = [] }: ColumnMapping,
): Metadata {
  const taken = new Set([name, time, user]);
  const columns = metadata.includes("*")
    ? Object.keys(values).filter((column) => !taken.has(column))
    : metadata;

  return Object.fromEntries(
    columns
      .filter((column) => Object.hasOwn(values, column) && values[column] !== "")
      .map((column) => [column, typedValue(values[column])]),
  ) as Metadata;
}

/** A CSV file holds only texts: `12.5` and `true` become a number and a boolean, `0123` stays the text it is. */
function typedValue(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value === "true" || value === "false") return value === "true";

  return String(Number(value)) === value && Number.isFinite(Number(value)) ? Number(value) : value;
}
