import { isKeptAsText } from "../../json/index.ts";
import type { Redactor, Sensitivity } from "../../redaction/index.ts";
import { isSecret, REDACTED } from "../../redaction/index.ts";
import { cleanText, cutText, truncateText } from "../../text/index.ts";
import type { CleaningReport } from "./cleaning-report.ts";

export const MAX_TEXT_LENGTH = 8 * 1024;
/** Of all texts together, before they must be short: they will not fit into the metadata anyway, and searching them takes time. */
export const MAX_SEARCHED_CHARACTERS = 64 * 1024;
const MAX_LATER_TEXT_LENGTH = 512;
const MAX_CUT_SECRET_LENGTH = 512;
/** From here on, JavaScript writes numbers with an exponent, so they are no ids. */
const MIN_EXPONENT_FORM = 1e21;

/** How a value is treated because of its keys: as a secret, or as it is because the catalog declares a field of such a name. */
export type Treatment = Sensitivity | "declared" | null;

export interface ScalarContext {
  report: CleaningReport;
  redactor: Redactor;
  /** How many characters of texts are still searched for secrets. */
  charactersLeft: number;
}

export function cleanString(value: string, treatment: Treatment, context: ScalarContext): string {
  const { report, redactor } = context;
  if (isSecretScalar(value, treatment)) return redact(report);

  const maxLength = context.charactersLeft > 0 ? MAX_TEXT_LENGTH : MAX_LATER_TEXT_LENGTH;
  context.charactersLeft -= Math.min(value.length, maxLength);
  const storable = cleanText(value);
  if (storable !== value) {
    report.warn(
      "contained NUL or half of a surrogate pair, which PostgreSQL cannot store; they were replaced",
    );
  }
  if (storable.length > maxLength) warnAboutCut(report, storable.length, maxLength);
  if (treatment === "declared") return truncateText(storable, maxLength);

  // A secret that is cut would not be recognized.
  const searched = cutText(storable, maxLength + MAX_CUT_SECRET_LENGTH);
  const redacted = redactor.redactText(searched);
  const cut = truncateText(redacted, maxLength);
  if (redacted !== searched && cut !== truncateText(searched, maxLength)) report.noteSecret();
  return cut;
}

function warnAboutCut(report: CleaningReport, length: number, maxLength: number): void {
  if (maxLength === MAX_TEXT_LENGTH) report.warn(`has ${length} characters and was cut to ${maxLength}`);
  else
    report.warnOnce(`its texts have more than ${MAX_SEARCHED_CHARACTERS} characters, so later ones were cut`);
}

export function cleanNumber(
  value: number,
  treatment: Treatment,
  { report }: ScalarContext,
): number | string | null {
  if (isSecretScalar(value, treatment)) return redact(report);
  if (!Number.isFinite(value)) {
    report.warn(`is ${value}, which JSON has no form for, and was stored as null`);
    return null;
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < MIN_EXPONENT_FORM) {
    report.warn("is too large for a JavaScript number, so its last digits may be wrong; send it as text");
  }
  // JSON has no -0.
  return value === 0 ? 0 : value;
}

/** A number that JavaScript cannot hold becomes text; a fraction is rounded. */
export function cleanLongNumber(
  number: string,
  treatment: Treatment,
  { report }: ScalarContext,
): number | string {
  const value = Number(number);
  if (isSecretScalar(value, treatment)) return redact(report);

  report.noteLongNumber(value);
  if (!isKeptAsText(number)) {
    report.warn(
      "has more digits than a JavaScript number holds and was rounded; send it as text to keep them",
    );
    return value;
  }
  report.warn("is too large for a JavaScript number and was stored as text; send it as text");
  return truncateText(number, MAX_TEXT_LENGTH);
}

function isSecretScalar(value: string | number, treatment: Treatment): boolean {
  return treatment !== null && treatment !== "declared" && isSecret(treatment, value);
}

function redact(report: CleaningReport): string {
  report.noteSecret();

  return REDACTED;
}
