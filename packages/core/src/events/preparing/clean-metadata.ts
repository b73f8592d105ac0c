import { ValidationError } from "../../errors.ts";
import type { Redactor } from "../../redaction/index.ts";
import { defaultRedactor } from "../../redaction/index.ts";
import type { Metadata } from "../event.ts";
import { MAX_SEARCHED_CHARACTERS } from "./clean-scalar.ts";
import { cleanObject, MAX_ELEMENTS, MAX_METADATA_KEYS } from "./clean-value.ts";
import type { LongNumber } from "./cleaning-report.ts";
import { CleaningReport } from "./cleaning-report.ts";
import type { DeclaredFields } from "./declared-fields.ts";
import { fitMetadata } from "./fit-metadata.ts";
import { toPlain } from "./to-plain.ts";

export const MAX_METADATA_BYTES = 32 * 1024;

export interface CleanOptions {
  /** Where the metadata is, for the paths of warnings and errors. Default `metadata`. */
  field?: string;
  redactor?: Redactor;
  /** Fields that are stored as sent, although their names are those of secrets. */
  declared?: DeclaredFields;
}

export interface CleanedMetadata {
  metadata: Metadata;
  /** What was changed. Each begins with the path. */
  warnings: string[];
  /** Numbers that were stored as text or rounded. */
  longNumbers: readonly LongNumber[];
}

/**
 * Converts metadata to what `JSON.stringify` would write, within the limits and without what PostgreSQL rejects. Replaces
 * secrets by `[redacted]`. Cuts what is too long, too deep or too much, and says so in a warning.
 *
 * @throws {ValidationError} if the metadata is not an object, if a key has a quote, a backslash or a control character, or
 * if the metadata has more than 32 KB although its texts and lists were cut.
 */
export function cleanMetadata(
  sent: unknown,
  { field = "metadata", redactor = defaultRedactor, declared }: CleanOptions = {},
): CleanedMetadata {
  if (sent === undefined || sent === null) return { metadata: {}, warnings: [], longNumbers: [] };

  const report = new CleaningReport(field);
  const object = toPlain(sent, "", report);
  if (typeof object !== "object" || object === null || Array.isArray(object))
    throw new ValidationError(field, "must be an object");
  const cleaned = cleanObject(
    {
      report,
      redactor,
      ancestors: [],
      keysLeft: MAX_METADATA_KEYS,
      elementsLeft: MAX_ELEMENTS,
      charactersLeft: MAX_SEARCHED_CHARACTERS,
    },
    object,
    { depth: 1, key: "", declared, treatment: null },
  );

  const { metadata, cut } = fitMetadata(cleaned, MAX_METADATA_BYTES) ?? {};
  if (!metadata) throw new ValidationError(field, `must have at most ${MAX_METADATA_BYTES} bytes as JSON`);
  if (cut) report.warn(`has more than ${MAX_METADATA_BYTES} bytes as JSON, so ${cut}`);

  return { metadata, warnings: report.listWarnings(), longNumbers: report.longNumbers };
}
