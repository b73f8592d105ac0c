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

/** Suggests event names, name patterns, `user:ID` and `property=value` for a typed text, most likely first. */
export function suggestFilters(input: string, names: readonly EventNameSummary[]): FilterSuggestion[] {
  const text = input.trim();
  const user = /^user[:=]\s*(.+)$/i.exec(text)?.[1];
  if (user) return [suggestUser(user)];
  const [, key, value] = /^([^\s=:]+)\s*[=:]\s*(.*)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return value === "" ? [] : [suggestProperty(key, value)];

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

function suggestProperty(key: string, text: string): FilterSuggestion {
  const value = parseScalar(text);
  return {
    id: "where",
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
