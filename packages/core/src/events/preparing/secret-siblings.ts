import type { Redactor, Sensitivity } from "../../redaction/index.ts";
import { splitWords } from "../../redaction/index.ts";

const NAMING_KEYS = new Set(
  "field key name property attribute column header param parameter variable path".split(" "),
);
const VALUE_WORDS = new Set(
  "value values from to old new before after previous prev current next original".split(" "),
);
/** Lists with these names hold names, not a name and its value: `fields: ["password", "email"]`. */
const NAME_LISTS = new Set(
  (
    "tags labels keywords categories topics fields columns scopes roles permissions names keys changed properties types " +
    "attributes steps features methods options required missing errors"
  ).split(" "),
);
/** Lists of names and values in turn, like `rawHeaders` of Node. */
const ALTERNATING_LISTS = new Set(["headers", "header", "params", "parameters"]);

/** The properties of `{ field: "password", from, to }` whose values are those of a secret; null for most objects. */
export function findSecretSiblings(object: object, redactor: Redactor): Map<string, Sensitivity> | null {
  const sensitivity = findNamedSensitivity(object, redactor);
  if (sensitivity === null) return null;

  const valueKeys = Object.keys(object).filter((key) => VALUE_WORDS.has(splitWords(key).at(-1) ?? ""));
  return new Map(valueKeys.map((key) => [key, sensitivity]));
}

function findNamedSensitivity(object: object, redactor: Redactor): Sensitivity | null {
  for (const key of Object.keys(object)) {
    if (!NAMING_KEYS.has(key)) continue;
    // A value that a getter would compute names nothing.
    const name: unknown = Object.getOwnPropertyDescriptor(object, key)?.value;
    const sensitivity = typeof name === "string" ? redactor.getSensitivity(name) : null;
    if (sensitivity !== null) return sensitivity;
  }
  return null;
}

/** Whether the element before names a secret: `["password", "x"]`, the headers of a request, or `--password x`. */
export function isValueOfSecret(
  values: readonly unknown[],
  index: number,
  listKey: string,
  redactor: Redactor,
): boolean {
  if (index === 0 || typeof values[index] !== "string") return false;
  const name: unknown = values[index - 1];
  if (typeof name !== "string" || !redactor.isSecretKey(name)) return false;
  if (/^--?\w/.test(name)) return !values[index].startsWith("-");

  const listWord = splitWords(listKey).at(-1) ?? "";
  return (
    index % 2 === 1 && (ALTERNATING_LISTS.has(listWord) || (values.length === 2 && !NAME_LISTS.has(listWord)))
  );
}
