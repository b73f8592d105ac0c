import { canonicalName } from "@admin-events/catalog";
import { ValidationError } from "../../errors.ts";
import type { Rejection } from "../../item-result.ts";
import { parseJson } from "../../json/index.ts";
import { cleanText, truncateText } from "../../text/index.ts";
import { cleanMetadata } from "../preparing/clean-metadata.ts";
import { getDeclaredFields } from "../preparing/declared-fields.ts";
import type { EventRules, PreparedEvent } from "../preparing/prepare-event.ts";
import { getMetadataSchema } from "../preparing/prepare-event.ts";
import type { InboxRow, RejectedRow } from "./inbox.sql.ts";
import { fromInboxRow } from "./prepared-rows.ts";
import { prepareTracked } from "./track-options.ts";

const MAX_ERROR_LENGTH = 200;
/** A schema's own messages have any length and any characters, and equal ones are listed together. */
const MAX_PROBLEM_LENGTH = 1_000;

export interface PreparedRows {
  events: { row: InboxRow; event: PreparedEvent }[];
  rejected: { row: RejectedRow; rejection: Rejection }[];
}

/** Applies the catalog to rows that `track()` in SQL wrote. */
export function prepareRows(rules: EventRules, rows: readonly InboxRow[]): PreparedRows {
  const prepared: PreparedRows = { events: [], rejected: [] };
  for (const row of rows) {
    try {
      prepared.events.push({ row, event: prepareRow(rules, row) });
    } catch (error) {
      // A schema that throws would throw again for this row, and hold back all others.
      prepared.rejected.push(refuseRow(rules, row, toValidationError(error)));
    }
  }

  return prepared;
}

function toValidationError(error: unknown): ValidationError {
  if (error instanceof ValidationError) return error;

  return new ValidationError(
    "event",
    `could not be prepared: ${truncateText(String(error), MAX_ERROR_LENGTH)}`,
  );
}

function prepareRow(rules: EventRules, row: InboxRow): PreparedEvent {
  if (row.isPrepared) return fromInboxRow(row);

  return { ...prepareTracked(rules, { ...row, options: parseJson(row.options) }), id: row.id };
}

/** What is kept of a rejected event has no secrets, whichever words the server's settings add. */
export function refuseRow(
  rules: EventRules,
  { sequence, name, options: json }: InboxRow,
  { path, message }: ValidationError,
): PreparedRows["rejected"][number] {
  const options = redactOptions(rules, name, parseJson(json));

  return {
    row: {
      sequence,
      problem: truncateText(cleanText(message), MAX_PROBLEM_LENGTH),
      options: JSON.stringify(options),
    },
    rejection: { keyId: null, item: { name, ...options }, path, reason: message },
  };
}

function redactOptions(rules: EventRules, name: string, options: unknown): object {
  const given = options as { metadata?: unknown };
  try {
    const schema = getMetadataSchema(rules.catalog, canonicalName(rules.catalog, name));
    const { metadata } = cleanMetadata(given.metadata, {
      redactor: rules.redactor,
      declared: getDeclaredFields(schema),
    });
    return { ...given, metadata };
  } catch {
    // Even cut it is too large, or its schema cannot be read.
    return { ...given, metadata: {} };
  }
}
