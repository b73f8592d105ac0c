import type { JsonValue } from "../../events/index.ts";
import { defaultRedactor } from "../../redaction/index.ts";
import { describeValue, redact } from "./describe-value.ts";
import { isSameValue } from "./is-same-value.ts";
import { isRecord, toPlain } from "./to-plain.ts";

/** A field that differs. Nested fields have a path: `address.city`. */
export interface Difference {
  field: string;
  from: JsonValue;
  to: JsonValue;
  isRedacted?: true;
}

export interface DifferenceRules {
  skip?: readonly string[];
  redact?: readonly string[];
}

/** The differences of two states in the order of their fields. Absent and null are equal. See {@link isSameValue}. */
export function findDifferences(from: unknown, to: unknown, rules: DifferenceRules = {}): Difference[] {
  const isHidden = (path: string, name: string, ...values: readonly unknown[]) =>
    rules.redact?.includes(path) === true || values.some((value) => isSecret(name, value));
  return compareFields(toPlain(from), toPlain(to), "", []);

  function compareFields(from: unknown, to: unknown, prefix: string, outer: readonly Pair[]): Difference[] {
    const fields = new Set([from, to].flatMap((state) => (isRecord(state) ? Object.keys(state) : [])));

    return [...fields].flatMap((name) => {
      const field = prefix + name;
      const [before, after] = [getOwn(from, name), getOwn(to, name)];
      if (rules.skip?.includes(field) || isSameValue(before, after)) return [];
      if (isHidden(field, name, before, after))
        return [{ field, from: redact(before), to: redact(after), isRedacted: true as const }];

      return compareNested(before, after, field, outer) ?? [describeDifference(before, after, field)];
    });
  }

  /** Null if the values have no fields to compare one by one. */
  function compareNested(
    before: unknown,
    after: unknown,
    field: string,
    outer: readonly Pair[],
  ): Difference[] | null {
    const [from, to] = [toPlain(before), toPlain(after)];
    if (!isRecord(from ?? {}) || !isRecord(to ?? {}) || isEmptyBesideNull(from, to)) return null;
    // A state that contains itself: its differences are found already.
    if (outer.some((pair) => pair.from === from && pair.to === to)) return [];

    return compareFields(from, to, `${field}.`, [...outer, { from, to }]);
  }

  function describeDifference(before: unknown, after: unknown, field: string): Difference {
    return {
      field,
      from: describeValue(before, field, isHidden),
      to: describeValue(after, field, isHidden),
    };
  }
}

interface Pair {
  from: unknown;
  to: unknown;
}

/** A number under a name such as `tokens` is a count, and a boolean or null is no secret under any name. */
function isSecret(name: string, value: unknown): boolean {
  if (typeof value === "string" || typeof value === "number")
    return defaultRedactor.isSecretValue(name, value);

  return typeof value !== "boolean" && value !== null && defaultRedactor.isSecretKey(name);
}

/** `{}` differs from null, but no field of it does. */
function isEmptyBesideNull(from: unknown, to: unknown): boolean {
  const record = from === null ? to : to === null ? from : null;

  return isRecord(record) && Object.values(record).every((inner) => toPlain(inner) === null);
}

function getOwn(state: unknown, name: string): unknown {
  return isRecord(state) && Object.hasOwn(state, name) ? state[name] : null;
}
