import { ValidationError } from "../../errors.ts";
import { getLongNumber, LONG_NUMBER_KEY } from "../../json/index.ts";
import { cutText, truncateText } from "../../text/index.ts";
import type { JsonValue, Metadata } from "../event.ts";
import type { ScalarContext, Treatment } from "./clean-scalar.ts";
import { cleanLongNumber, cleanNumber, cleanString, MAX_TEXT_LENGTH } from "./clean-scalar.ts";
import type { DeclaredFields } from "./declared-fields.ts";
import { formatKey, isStorableKey, MAX_KEY_LENGTH } from "./metadata-key.ts";
import { findSecretSiblings, isValueOfSecret } from "./secret-siblings.ts";
import { isOmitted, readProperty, toPlain } from "./to-plain.ts";

/** Objects and lists within each other. Deeper ones are stored as JSON text. */
export const MAX_METADATA_DEPTH = 5;
export const MAX_METADATA_KEYS = 100;
const MAX_LIST_LENGTH = 1_000;
/** In lists, all together: more do not fit into the metadata. */
export const MAX_ELEMENTS = 16_000;
/** Even JSON text ends here, so that no input exhausts the stack. */
const MAX_NESTING = 30;

export interface CleaningContext extends ScalarContext {
  /** The objects and lists that contain the current value, to find cycles. */
  ancestors: object[];
  keysLeft: number;
  elementsLeft: number;
}

/** Where a value is. */
interface Place {
  /** The number of objects and lists around the value. */
  depth: number;
  /** Its key, or the key of the list that it is in. */
  key: string;
  declared: DeclaredFields | undefined;
  treatment: Treatment;
}

/** Cleans the properties of an object. @throws {ValidationError} for a key that cannot be stored. */
export function cleanObject(context: CleaningContext, object: object, place: Place): Metadata {
  const { report } = context;
  const cleaned: Metadata = {};
  const secretSiblings = findSecretSiblings(object, context.redactor);
  const keys = Object.keys(object);
  let leftOut = 0;

  context.ancestors.push(object);
  for (const [index, rawKey] of keys.entries()) {
    if (context.keysLeft <= 0) {
      leftOut = keys.slice(index).filter((key) => !isOmitted(readProperty(object, key, report))).length;
      break;
    }
    report.enter(rawKey);
    const value = toPlain(readProperty(object, rawKey, report), rawKey, report);
    if (!isOmitted(value)) {
      context.keysLeft--;
      const key = cleanKey(context, rawKey, cleaned);
      if (key !== null) {
        const declared = place.declared?.fields.get(rawKey);
        const named =
          place.treatment ?? secretSiblings?.get(rawKey) ?? getTreatment(context, rawKey, place, declared);
        const inner = { depth: place.depth, key: rawKey, declared, treatment: named };
        setValue(cleaned, key, cleanValue(context, value, inner));
      }
    }
    report.leave();
  }
  context.ancestors.pop();

  if (leftOut > 0) report.warn(`has more than ${MAX_METADATA_KEYS} keys in all, so ${leftOut} were left out`);
  return cleaned;
}

function cleanValue(context: CleaningContext, value: unknown, place: Place): JsonValue {
  switch (typeof value) {
    case "string":
      return cleanString(value, place.treatment, context);
    case "number":
      return cleanNumber(value, place.treatment, context);
    case "bigint":
      return cleanString(value.toString(), place.treatment, context);
    case "boolean":
      return value;
    case "object":
      return value === null ? null : cleanNested(context, value, place);
    case "undefined":
    case "function":
    case "symbol":
      return null;
  }
}

function cleanNested(context: CleaningContext, value: object, place: Place): JsonValue {
  if (LONG_NUMBER_KEY in value) {
    const number = getLongNumber(value);
    if (number !== null) return cleanLongNumber(number, place.treatment, context);
  }
  if (context.ancestors.includes(value)) {
    context.report.warn("contains itself and was stored as null");
    return null;
  }
  if (place.depth >= MAX_NESTING) return "…";

  const nested = { ...place, depth: place.depth + 1 };
  const cleaned = Array.isArray(value)
    ? cleanList(context, value, nested)
    : cleanInner(context, value, nested);
  if (place.depth !== MAX_METADATA_DEPTH) return cleaned;

  context.report.warn(`is nested more than ${MAX_METADATA_DEPTH} levels deep and was stored as JSON text`);
  return truncateText(JSON.stringify(cleaned), MAX_TEXT_LENGTH);
}

function cleanInner(context: CleaningContext, object: object, place: Place): Metadata {
  warnAboutEmptyObject(context, object);
  // A weak word says nothing about what is within its object: `pin: { lat, lng }`.
  const isWeak = place.treatment === "digits" || place.treatment === "card";

  return cleanObject(context, object, isWeak ? { ...place, treatment: null } : place);
}

function cleanList(context: CleaningContext, values: readonly unknown[], place: Place): JsonValue[] {
  const { report, redactor } = context;
  const length = Math.min(values.length, MAX_LIST_LENGTH, context.elementsLeft);
  context.elementsLeft -= length;
  if (values.length > length) report.warn(`has ${values.length} elements and was cut to ${length}`);
  const cleaned: JsonValue[] = [];

  context.ancestors.push(values);
  for (let index = 0; index < length; index++) {
    report.enter(index);
    const value = toPlain(readProperty(values, index, report), index, report);
    const treatment = place.treatment ?? (isValueOfSecret(values, index, place.key, redactor) ? "all" : null);
    cleaned.push(cleanValue(context, value, { ...place, treatment }));
    report.leave();
  }
  context.ancestors.pop();

  return cleaned;
}

function getTreatment(
  { redactor }: CleaningContext,
  key: string,
  parent: Place,
  declared: DeclaredFields | undefined,
): Treatment {
  const sensitivity =
    redactor.getSensitivity(key) ??
    (parent.key === "" ? null : redactor.getSensitivity(`${parent.key} ${key}`));

  return sensitivity !== null && declared ? "declared" : sensitivity;
}

/** @returns null for a key that is cut like another one. */
function cleanKey({ report }: CleaningContext, rawKey: string, siblings: Metadata): string | null {
  if (!isStorableKey(rawKey)) {
    throw new ValidationError(
      report.formatPath(),
      "keys must not contain quotes, backslashes or control characters; rename the key",
    );
  }
  const key = rawKey.toWellFormed();
  if (key.length <= MAX_KEY_LENGTH) return key;

  const cut = cutText(key, MAX_KEY_LENGTH);
  if (Object.hasOwn(siblings, cut)) {
    report.warn(
      `the key has more than ${MAX_KEY_LENGTH} characters and begins like another, so it was left out`,
    );
    return null;
  }
  report.warn(`the key has more than ${MAX_KEY_LENGTH} characters and was cut`);
  return cut;
}

/** JSON writes sets, maps and objects with private state as `{}`. */
function warnAboutEmptyObject({ report }: CleaningContext, object: object): void {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype === Object.prototype || prototype === null || Object.keys(object).length > 0) return;

  report.warn(
    `is a ${formatKey(getClassName(object))}, which JSON writes as {}; send a plain object or a list`,
  );
}

function getClassName(object: object): string {
  const { name } = object.constructor as { name?: unknown };

  return typeof name === "string" && name !== "" ? name : "class instance";
}

/** Assigning `__proto__` would set the prototype. */
function setValue(object: Metadata, key: string, value: JsonValue): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
