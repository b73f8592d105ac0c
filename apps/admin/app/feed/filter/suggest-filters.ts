import { isEventNamePattern, matchesEventName } from "@admin-events/catalog";
import { countOf } from "../../format/format-count.ts";
import type { NamedEvents } from "../../api/outputs.ts";
import type { FeedFilters } from "./filters-in-url.ts";
import { parseScalar, writeScalar } from "./scalar-text.ts";

/** One way to go on from what was typed: what it says, and the filters it leads to. */
export interface FilterSuggestion {
  id: string;
  icon: string;
  text: string;
  hint: string;
  apply: (filters: FeedFilters) => FeedFilters;
}

const most = 8;

/**
 * What a person may mean by what they typed: event names and whole subjects, `user:ID`, `property=value`.
 * The likeliest first, at most eight.
 */
export function suggestFilters(typed: string, names: readonly NamedEvents[]): FilterSuggestion[] {
  const text = typed.trim();
  const user = /^user[:=]\s*(.+)$/i.exec(text)?.[1];
  if (user) return [byUser(user)];
  const [, key, value] = /^([^\s=:]+)\s*[=:]\s*(.*)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return value === "" ? [] : [byProperty(key, value)];

  const found = names.filter((each) => mentions(each, text)).map(byName);
  const subjects = subjectsFor(text, names).map((pattern) => bySubject(pattern, names));
  const isExact = names.some(({ name }) => name === text);
  const asTyped = !isExact && isEventNamePattern(text) && !text.endsWith("*") ? [byUnseenName(text)] : [];
  const suggestions =
    text.endsWith("*") || text.endsWith(".") ? [...subjects, ...found] : [...found, ...subjects];
  return [...suggestions, ...asTyped].slice(0, text ? most - 1 : most).concat(text ? [byUser(text)] : []);
}

function mentions({ name, title }: NamedEvents, text: string): boolean {
  const wanted = text.toLowerCase();
  if (wanted.endsWith("*") && isEventNamePattern(wanted)) return matchesEventName(wanted, name);
  return name.includes(wanted) || title.toLowerCase().includes(wanted);
}

/** Subjects that begin with what was typed and hold more than one name. */
function subjectsFor(text: string, names: readonly NamedEvents[]): string[] {
  if (text === "" || text === "*") return [];
  const typedSubject = text.replace(/\.?\*?$/, "");
  const subjects = new Set(names.map(({ name }) => name.slice(0, name.lastIndexOf("."))));
  const known = [...subjects]
    .filter((subject) => subject.startsWith(typedSubject))
    .map((subject) => `${subject}.*`);
  return text.endsWith(".*") && isEventNamePattern(text) ? [...new Set([text, ...known])] : known;
}

function byName({ name, title, icon, count }: NamedEvents): FilterSuggestion {
  return {
    id: `name-${name}`,
    icon,
    text: name,
    hint: `${title} · ${countOf(count, "event")}`,
    apply: (filters) => ({ ...filters, name }),
  };
}

function bySubject(pattern: string, names: readonly NamedEvents[]): FilterSuggestion {
  const matching = names.filter(({ name }) => matchesEventName(pattern, name)).length;
  return {
    id: `name-${pattern}`,
    icon: "∗",
    text: pattern,
    hint: `Everything under it · ${countOf(matching, "name")}`,
    apply: (filters) => ({ ...filters, name: pattern }),
  };
}

function byUnseenName(name: string): FilterSuggestion {
  return {
    id: `name-${name}`,
    icon: "•",
    text: name,
    hint: "Not seen yet",
    apply: (filters) => ({ ...filters, name }),
  };
}

function byUser(user: string): FilterSuggestion {
  return {
    id: "user",
    icon: "@",
    text: `user:${user}`,
    hint: "Events of the person with this id",
    apply: (filters) => ({ ...filters, user }),
  };
}

function byProperty(key: string, text: string): FilterSuggestion {
  const value = parseScalar(text);
  return {
    id: "where",
    icon: "=",
    text: `${key} = ${writeScalar(value)}`,
    hint: `Property is the ${value === null ? "value null" : wordFor(value)}`,
    apply: (filters) => ({ ...filters, where: [...filters.where, { key, value }] }),
  };
}

function wordFor(value: string | number | boolean): string {
  return { string: "text", number: "number", boolean: "truth value" }[
    typeof value as "string" | "number" | "boolean"
  ];
}
