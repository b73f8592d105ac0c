import type { JsonValue } from "../../events/index.ts";
import { toVisitorId } from "../../events/index.ts";
import { isExactNumber } from "../mentions/exact-json.ts";

// ES2025, which TypeScript's library does not describe yet.
const escapePattern = (RegExp as unknown as { escape: (text: string) => string }).escape;

/** What a person is known by. */
export interface PersonIdentifiers {
  /** The application's own id first, then `anonymous:…` of every visitor who became this person. */
  ids: readonly string[];
  emails: readonly string[];
  /** Names are common words, so they count only in events by or about the person, and next to an id or email address. */
  names: readonly string[];
}

export interface PersonMatcher {
  identifiers: PersonIdentifiers;
  /** Ids as columns like `target_id` contain them: with and without `anonymous:`. */
  ids: readonly string[];
  /** Texts of which every mention contains one, in lowercase. A condition in SQL narrows a search with them. */
  searchTexts: readonly string[];
  /** Replaces what names the person. Returns the same text if nothing does. */
  replaceIn: (this: void, text: string, placeholder?: string) => string;
}

export const ERASED = "[erased]";

const MIN_DISTINCTIVE_LENGTH = 3;
const MIN_DISTINCTIVE_DIGITS = 9;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether texts that contain this id mean the person: `u_42` does, `7` is also a quantity. */
export function isDistinctive(id: string): boolean {
  return id.length >= (/^\d+$/.test(id) ? MIN_DISTINCTIVE_DIGITS : MIN_DISTINCTIVE_LENGTH);
}

export function createPersonMatcher(
  identifiers: PersonIdentifiers,
  { withNames = false }: { withNames?: boolean } = {},
): PersonMatcher {
  const visitorPrefix = toVisitorId("");
  const ids = identifiers.ids.flatMap((id) =>
    id.startsWith(visitorPrefix) ? [id, id.slice(visitorPrefix.length)] : [id],
  );
  const names = toPattern(
    identifiers.names.filter((name) => name.length >= MIN_DISTINCTIVE_LENGTH).map(toIdPattern),
  );
  const texts = [...identifiers.emails, ...ids.filter(isDistinctive)];
  const pattern = toPattern([
    ...identifiers.emails.map(toEmailPattern),
    ...ids.filter(isDistinctive).map(toIdPattern),
  ]);

  return {
    identifiers,
    ids,
    searchTexts: [
      ...new Set(texts.flatMap((text) => [text, encodeURIComponent(text)]).map((text) => text.toLowerCase())),
    ],
    replaceIn(text, placeholder = ERASED) {
      const replaced = pattern ? text.replace(pattern, placeholder) : text;

      return names && (withNames || replaced !== text) ? replaced.replace(names, placeholder) : replaced;
    },
  };
}

function toPattern(alternatives: readonly string[]): RegExp | null {
  return alternatives.length === 0 ? null : new RegExp(alternatives.join("|"), "giu");
}

const ANY_EMAIL = /[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

export function findEmails(text: string): string[] {
  return text.match(ANY_EMAIL)?.filter((email) => email.includes("@")) ?? [];
}

export function replaceEmails(text: string): string {
  return text.replace(ANY_EMAIL, ERASED);
}

/** Changes the texts and the names of properties, at any depth. Returns the same value if nothing changed. */
export function mapTexts<Value extends JsonValue>(value: Value, change: (text: string) => string): Value {
  return mapJson(value, change) as Value;
}

function mapJson(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === "string") return change(value);
  if (typeof value === "number") {
    const text = String(value);
    const changed = change(text);
    return changed === text ? value : changed;
  }
  if (typeof value !== "object" || value === null || isExactNumber(value)) return value;
  if (Array.isArray(value)) {
    const mapped = value.map((element) => mapJson(element, change));
    return mapped.every((element, index) => element === value[index]) ? value : mapped;
  }

  const entries = Object.entries(value);
  const mapped = entries.map(([key, element]) => [change(key), mapJson(element, change)] as const);
  const isSame = mapped.every(
    ([key, element], index) => key === entries[index]?.[0] && element === entries[index][1],
  );
  return isSame ? value : fromEntries(mapped);
}

/** Two properties that lose the same person get different names. */
function fromEntries(entries: readonly (readonly [string, JsonValue])[]): JsonValue {
  const object = new Map<string, JsonValue>();
  for (const [key, value] of entries) {
    let name = key;
    for (let copy = 2; object.has(name); copy++) name = `${key} ${copy}`;
    object.set(name, value);
  }

  return Object.fromEntries(object);
}

/** `ann@example.com` is not part of `joann@example.com`, nor of `ann@example.com.au`. */
function toEmailPattern(email: string): string {
  const forms = [email, encodeURIComponent(email)].map((form) => escapePattern(form)).join("|");

  return `(?<![\\p{L}\\p{N}_.+-])(?:${forms})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`;
}

/** `u_1` is not part of `u_12`, nor `ann-lee` of `ann-lee-2`; a UUID may follow a hyphen, as in `user-<id>`. */
function toIdPattern(id: string): string {
  const word = id.includes("-") && !UUID.test(id) ? "\\p{L}\\p{N}_-" : "\\p{L}\\p{N}_";
  const forms = [...new Set([id, encodeURIComponent(id)])].map((form) => escapePattern(form)).join("|");

  return `(?<![${word}])(?:${forms})(?![${word}])`;
}
