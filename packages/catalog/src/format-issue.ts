import type { z } from "zod";

type Issue = z.core.$ZodIssue;

export interface FormattedIssue {
  /** The invalid field, such as `metadata.price`; null if the whole input is concerned. */
  path: string | null;
  /** What to change, without the path. */
  problem: string;
}

/** Zod's own messages. A schema's own message is kept. */
const DEFAULT_MESSAGE =
  /^(Invalid (input|option|number|string)\b|Too (big|small): expected|Unrecognized keys?:)|^Invalid [\w -]+$/;

/** The first problem of an input in the words of this product: `is required` instead of `expected string, received undefined`. */
export function formatIssue({ issues }: { issues: readonly Issue[] }): FormattedIssue {
  const [first] = issues;
  if (!first) return { path: null, problem: "is not valid" };
  const issue = findCause(first);

  return {
    path: issue.path.length === 0 ? null : issue.path.join("."),
    problem: DEFAULT_MESSAGE.test(issue.message) ? (describe(issue) ?? "is not valid") : issue.message,
  };
}

/** The path and the problem in one message. */
export function formatIssueMessage(error: { issues: readonly Issue[] }): string {
  const { path, problem } = formatIssue(error);

  return path === null ? problem : `${path}: ${problem}`;
}

/** Of a union's alternatives, the one that came furthest. */
function findCause(issue: Issue): Issue {
  if (issue.code !== "invalid_union" || !DEFAULT_MESSAGE.test(issue.message)) return issue;
  const nested = issue.errors.flatMap(([first]) => (first ? [findCause(first)] : []));
  const furthest = nested.toSorted((a, b) => b.path.length - a.path.length)[0];
  if (!furthest || furthest.path.length === 0) return issue;

  return { ...furthest, path: [...issue.path, ...furthest.path] };
}

function describe(issue: Issue): string | null {
  switch (issue.code) {
    case "invalid_type":
      return describeType(issue.expected, /received (.+)$/.exec(issue.message)?.[1]);
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return `has the unknown ${issue.keys.length > 1 ? "properties" : "property"} ${issue.keys.join(", ")}`;
    case "too_big":
      return describeLimit(issue.origin, "at most", issue.maximum, issue.inclusive, "less than");
    case "too_small":
      return describeLimit(issue.origin, "at least", issue.minimum, issue.inclusive, "more than");
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return `must be a valid ${issue.format === "regex" ? `text like ${issue.pattern}` : issue.format.replaceAll("_", " ")}`;
    case "invalid_union":
      return "has none of the accepted forms";
    case "invalid_key":
      return "has a property with an invalid name";
    case "invalid_element":
    case "custom":
      return null;
  }
}

const UNITS: Readonly<Record<string, string>> = {
  string: "characters",
  array: "elements",
  set: "elements",
  map: "entries",
  file: "bytes",
};

function describeLimit(
  origin: string,
  words: string,
  limit: number | bigint,
  isInclusive = true,
  exclusiveWords: string,
): string {
  const unit = UNITS[origin];
  if (unit !== undefined) {
    if (words === "at least" && Number(limit) === 1) return "must not be empty";
    return `must have ${words} ${limit} ${unit}`;
  }
  if (origin === "date") return `must be a time ${words === "at most" ? "up to" : "from"} ${limit}`;

  return `must be ${isInclusive ? words : exclusiveWords} ${limit}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: "a whole number",
  array: "a list",
  record: "an object",
  nan: "NaN",
  null: "null",
};

function describeType(expected: string, received: string | undefined): string {
  if (received === "undefined") return "is required";

  return `must be ${nameType(expected)}${received === undefined ? "" : `, not ${nameType(received)}`}`;
}

function nameType(type: string): string {
  return TYPE_NAMES[type] ?? `${/^[aeiou]/i.test(type) ? "an" : "a"} ${type}`;
}
