import type { Redactor } from "../redaction/index.ts";
import { defaultRedactor, REDACTED } from "../redaction/index.ts";
import { cleanText, cutText } from "../text/index.ts";

/** More is neither searched for secrets nor stored. */
const MAX_READ_LENGTH = 4 * 1024;

interface ItemTextOptions {
  /** The field, for warnings. */
  path: string;
  maxLength: number;
  redactor?: Redactor;
  /** Gets a warning for each change that the sender should know of. */
  warnings: string[];
}

/** Trims, cuts and redacts a text of an item that need not cost the item. Null for none. */
export function cleanItemText(
  text: string | null | undefined,
  { path, maxLength, redactor = defaultRedactor, warnings }: ItemTextOptions,
): string | null {
  const cleaned = cleanText(text ?? "").trim();
  if (cleaned === "") return null;

  const readable = cutText(cleaned, MAX_READ_LENGTH);
  const redacted = redactor.redactText(readable);
  if (redacted !== readable) warnings.push(`${path}: contains a secret, which was stored as ${REDACTED}`);
  if (redacted.length <= maxLength) return redacted;

  warnings.push(`${path}: has ${cleaned.length} characters and was cut to ${maxLength}`);
  return cutText(redacted, maxLength).trim();
}
