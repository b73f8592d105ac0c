import { ValidationError } from "../../errors.ts";
import { cleanText } from "../../text/index.ts";

export const MAX_ID_LENGTH = 200;
/** Anything longer is rejected, so cleaning it would only cost time. */
const MAX_CLEANED_LENGTH = 10 * MAX_ID_LENGTH;

/** White space, control characters and everything that is drawn as nothing, such as U+200B. */
const invisible = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]$/u;

/** What programs write when they have no value. */
const noValues = new Set(["undefined", "null", "nil", "nan", "(null)", "{}", "[]", "infinity", "-infinity"]);
/** Also no ids of people: flags and empty ids that were written as texts, and names for nobody. */
const noPeople = new Set([
  ...noValues,
  "none",
  "true",
  "false",
  "0",
  "-0",
  "anonymous",
  "00000000-0000-0000-0000-000000000000",
]);

/**
 * The id without white space and invisible characters at its ends. Empty if nothing is left. Nothing else is changed: ids are
 * compared code point by code point, so `ü` as one character and as two are different ids.
 */
export function cleanId(text: string): string {
  if (/^[!-~]+$/.test(text) || text.length > MAX_CLEANED_LENGTH) return text;

  // Not one expression for both ends: it takes quadratic time for a long run of spaces in the middle.
  const characters = Array.from(cleanText(text));
  const isVisible = (character: string) => !invisible.test(character);
  const last = characters.findLastIndex(isVisible);

  return last === -1 ? "" : characters.slice(characters.findIndex(isVisible), last + 1).join("");
}

/** Whether a text is the trace of a missing id, such as `undefined` or `[object Object]`, in any case. */
export function isPlaceholderId(id: string): boolean {
  return noPeople.has(id.toLowerCase()) || isNoValue(id);
}

function isNoValue(text: string): boolean {
  return noValues.has(text.toLowerCase()) || /^\[object \w+\]$/i.test(text);
}

export interface ParsedId {
  /** Null for none. */
  readonly id: string | null;
  /** For the sender; null if the id is fine. */
  readonly warning: string | null;
}

/** Most events leave most ids out. */
export const NO_ID: ParsedId = { id: null, warning: null };

/**
 * Parses an optional id of a person. Absent, empty and invisible ids are null; so is a placeholder, with a warning.
 *
 * @throws {ValidationError} if it is too long.
 */
export function parseOptionalId(path: string, value: string | null | undefined): ParsedId {
  return parse(path, value, isPlaceholderId, "was ignored, because it is not an id of one person");
}

/** As {@link parseOptionalId}, for an id of a thing: `0`, `none` and `true` are ids there. */
export function parseOptionalThingId(path: string, value: string | null | undefined): ParsedId {
  return parse(path, value, isNoValue, "was ignored, because it is not an id");
}

/** @throws {ValidationError} if there is no id, or a placeholder. */
export function parseRequiredId(path: string, value: string): string {
  const id = cleanId(value);
  if (id === "") throw new ValidationError(path, "must not be empty");
  assertLength(path, id);
  if (isPlaceholderId(id))
    throw new ValidationError(path, `${JSON.stringify(id)} is not an id; ${LEAVE_OUT}`);

  return id;
}

const LEAVE_OUT = "send the item only when the id is known";

function parse(
  path: string,
  value: string | null | undefined,
  isPlaceholder: (id: string) => boolean,
  problem: string,
): ParsedId {
  if (value === undefined || value === null) return NO_ID;
  if (typeof value !== "string") throw new ValidationError(path, "must be a string");
  const id = cleanId(value);
  if (id === "") return NO_ID;
  assertLength(path, id);

  return isPlaceholder(id)
    ? {
        id: null,
        warning: `${path}: ${JSON.stringify(id)} ${problem}. Leave the field out when there is none.`,
      }
    : { id, warning: null };
}

function assertLength(path: string, id: string): void {
  if (id.length > MAX_ID_LENGTH)
    throw new ValidationError(path, `must have at most ${MAX_ID_LENGTH} characters`);
}
