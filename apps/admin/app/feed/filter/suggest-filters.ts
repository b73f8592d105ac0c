import { isEventNamePattern, matchesEventName } from "@admin-events/catalog";
import type { EventNameSummary, Scalar } from "@admin-events/client/query";
import { formatQuantity } from "../../format/format-count.ts";
import type { FeedFilters } from "./filters-in-url.ts";
import { formatScalar, parseScalar } from "./scalar-text.ts";

export interface FilterSuggestion {
  id: string;
  icon: string;
  text: string;
  hint: string;
  apply: (filters: FeedFilters) => FeedFilters;
}

const MAX_SUGGESTIONS = 8;

/**
 * Suggests event names, name patterns, `user:ID` and `property=value` for a typed text, most likely first. A property may have
 * any name: `Amount (EUR)=12.5`, `org:resource=112`, or in quotes `"a=b"=5`.
 */
export function suggestFilters(input: string, names: readonly EventNameSummary[]): FilterSuggestion[] {
  const text = input.trim();
  const user = /^user[:=]\s*(.+)$/i.exec(text)?.[1];
  if (user) return [suggestUser(user)];
  const conditions = findConditions(text);
  if (conditions) return suggestProperties(conditions);

  const matches = names.filter((each) => matchesText(each, text)).map(suggestName);
  const patterns = findPatterns(text, names).map((pattern) => suggestPattern(pattern, names));
  const isExact = names.some(({ name }) => name === text);
  const unseen = !isExact && isEventNamePattern(text) && !text.endsWith("*") ? [suggestUnseenName(text)] : [];
  const suggestions =
    text.endsWith("*") || text.endsWith(".") ? [...patterns, ...matches] : [...matches, ...patterns];
  return [...suggestions, ...unseen]
    .slice(0, text ? MAX_SUGGESTIONS - 1 : MAX_SUGGESTIONS)
    .concat(text ? [suggestUser(text)] : []);
}

function matchesText({ name, title }: EventNameSummary, text: string): boolean {
  const lowerCased = text.toLowerCase();
  if (lowerCased.endsWith("*") && isEventNamePattern(lowerCased)) return matchesEventName(lowerCased, name);
  return name.includes(lowerCased) || title.toLowerCase().includes(lowerCased);
}

/** Patterns such as `user.*` that begin with the text. */
function findPatterns(text: string, names: readonly EventNameSummary[]): string[] {
  if (text === "" || text === "*") return [];
  const prefix = text.replace(/\.?\*?$/, "");
  const subjects = new Set(names.map(({ name }) => name.slice(0, name.lastIndexOf("."))));
  const patterns = [...subjects]
    .filter((subject) => subject.startsWith(prefix))
    .map((subject) => `${subject}.*`);
  return text.endsWith(".*") && isEventNamePattern(text) ? [...new Set([text, ...patterns])] : patterns;
}

function suggestName({ name, title, icon, count }: EventNameSummary): FilterSuggestion {
  return {
    id: `name-${name}`,
    icon,
    text: name,
    hint: `${title} · ${formatQuantity(count, "event")}`,
    apply: (filters) => ({ ...filters, name }),
  };
}

function suggestPattern(pattern: string, names: readonly EventNameSummary[]): FilterSuggestion {
  const count = names.filter(({ name }) => matchesEventName(pattern, name)).length;
  return {
    id: `name-${pattern}`,
    icon: "∗",
    text: pattern,
    hint: `All ${pattern.slice(0, -".*".length)} events · ${formatQuantity(count, "type")}`,
    apply: (filters) => ({ ...filters, name: pattern }),
  };
}

function suggestUnseenName(name: string): FilterSuggestion {
  return {
    id: `name-${name}`,
    icon: "•",
    text: name,
    hint: "Not seen yet",
    apply: (filters) => ({ ...filters, name }),
  };
}

function suggestUser(user: string): FilterSuggestion {
  return {
    id: "user",
    icon: "@",
    text: `user:${user}`,
    hint: "Person with this ID",
    apply: (filters) => ({ ...filters, user }),
  };
}

interface TypedCondition {
  key: string;
  text: string;
}

/** The ways to read a text as `property=value`, the likeliest first; null for text without `=` and `:`. */
function findConditions(text: string): TypedCondition[] | null {
  const [, quotedKey, quotedText] = /^"([^"\\]+)"\s*[=:]\s*(.*)$/s.exec(text) ?? [];
  if (quotedKey !== undefined && quotedText !== undefined) return [{ key: quotedKey, text: quotedText }];

  const separator = text.includes("=") ? "=" : ":";
  const parts = text.split(separator);
  if (parts.length === 1) return null;
  return parts
    .slice(1)
    .map((_, index) => ({
      key: parts
        .slice(0, index + 1)
        .join(separator)
        .trim(),
      text: parts
        .slice(index + 1)
        .join(separator)
        .trim(),
    }))
    .filter(({ key }) => key !== "");
}

/** Every reading, and for one that is a number or the like also its text: `zip=90210` may be stored as text. */
function suggestProperties(conditions: readonly TypedCondition[]): FilterSuggestion[] {
  const readings = conditions.filter(({ text }) => text !== "");
  const parsed = readings.map(({ key, text }) => ({ key, value: parseScalar(text) }));
  const asText = readings
    .filter(({ text }) => typeof parseScalar(text) !== "string")
    .map(({ key, text }) => ({ key, value: text }));

  return [...parsed, ...asText]
    .slice(0, MAX_SUGGESTIONS)
    .map(({ key, value }, index) => suggestProperty(key, value, index));
}

function suggestProperty(key: string, value: Scalar, index: number): FilterSuggestion {
  return {
    id: `where-${index}`,
    icon: "=",
    text: `${key} = ${formatScalar(value)}`,
    hint: `Property equals (${getTypeName(value)})`,
    apply: (filters) => ({ ...filters, where: [...filters.where, { key, value }] }),
  };
}

function getTypeName(value: Scalar): string {
  if (value === null) return "null";
  return { string: "text", number: "number", boolean: "true or false" }[
    typeof value as "string" | "number" | "boolean"
  ];
}
