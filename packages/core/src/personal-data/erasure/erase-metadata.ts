import type { JsonValue, Metadata } from "../../events/index.ts";
import { isExactNumber } from "../mentions/exact-json.ts";
import type { PersonMatcher } from "../person/person-matcher.ts";
import { ERASED, isDistinctive, mapTexts, replaceEmails } from "../person/person-matcher.ts";

/** How an event concerns a person: they did it, it was done to them, or it only mentions them. */
export type Concern = "by" | "about" | "mention";

interface EraseOptions {
  matcher: PersonMatcher;
  concern: Concern;
  /** Properties that the catalog marks as personal. */
  personalKeys: readonly string[];
}

/** Properties that hold contact data whatever the catalog says, as whole words of a name: `billingAddress`, `home_phone`. */
const CONTACT_WORDS = new Set([
  ...[
    "email",
    "mail",
    "phone",
    "telephone",
    "mobile",
    "fax",
    "address",
    "street",
    "surname",
    "birthday",
    "birthdate",
  ],
  ...["dob", "passport", "ssn", "iban", "nickname", "username"],
]);
const CONTACT_NAMES = /^(first|last|full|given|family|middle|display|legal)name$/;
/** The two sides of a logged change. */
const CHANGE = /_(from|to)$/;
const PERSON_WORDS = new Set([
  "user",
  "person",
  "people",
  "customer",
  "member",
  "account",
  "actor",
  "target",
  "owner",
  "author",
  "invitee",
  "by",
]);

/**
 * Removes a person from the metadata of an event.
 *
 * - Everywhere: their ids and email addresses within texts and names of properties.
 * - In events by or about them also their name, every other email address, contact data and what the catalog marks as personal.
 * - In events about them also the values of changes, such as `name_from` and `name_to`.
 */
export function eraseMetadata(metadata: Metadata, options: EraseOptions): Metadata {
  const { concern, personalKeys } = options;
  const kept =
    concern === "mention"
      ? metadata
      : Object.fromEntries(Object.entries(metadata).filter(([key]) => !personalKeys.includes(key)));
  const erased = eraseProperties(kept, options) as Metadata;

  return JSON.stringify(erased) === JSON.stringify(metadata) ? metadata : erased;
}

function eraseProperties(value: JsonValue, options: EraseOptions): JsonValue {
  if (Array.isArray(value)) return value.map((element) => eraseProperties(element, options));
  if (typeof value !== "object" || value === null || isExactNumber(value)) return eraseTexts(value, options);

  const erased = Object.entries(value).map(([key, element]): [string, JsonValue] => [
    key,
    isErased(key, element, options) ? ERASED : eraseProperties(element, options),
  ]);
  return mapTexts(Object.fromEntries(erased), (text) => options.matcher.replaceIn(text));
}

function eraseTexts(value: JsonValue, { matcher, concern }: EraseOptions): JsonValue {
  return mapTexts(value, (text) => {
    const replaced = matcher.replaceIn(text);
    return concern === "mention" ? replaced : replaceEmails(replaced);
  });
}

function isErased(key: string, value: JsonValue, { matcher, concern }: EraseOptions): boolean {
  if (value === null || typeof value === "boolean") return false;

  const words = splitWords(key);
  if (isShortId(value, matcher) && words.some((word) => PERSON_WORDS.has(word))) return true;
  if (concern === "mention" || (typeof value === "object" && !isExactNumber(value))) return false;
  if (words.some((word) => CONTACT_WORDS.has(word)) || CONTACT_NAMES.test(words.slice(0, 2).join("")))
    return true;

  return concern === "about" && (CHANGE.test(key) || key === "name");
}

/** An id that texts contain by chance counts only as a whole, in a property that names people. */
function isShortId(value: JsonValue, { ids }: PersonMatcher): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;

  return ids.includes(String(value)) && !isDistinctive(String(value));
}

/** `homePhone`, `home_phone` and `home-phone` are home and phone. */
function splitWords(key: string): string[] {
  return key
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
}
